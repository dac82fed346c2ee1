"""Short surveys by QR code: asks, stores, shows. It counts rows; it never divides."""
