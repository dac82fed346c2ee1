"""What an office tells the public of a closed period: contents of leaflet, picture, broadcast, and article."""
