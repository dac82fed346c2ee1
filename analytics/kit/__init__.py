"""What an office tells the public of a closed period: leaflet, picture, broadcast, and article."""
