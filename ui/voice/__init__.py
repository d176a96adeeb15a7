"""The interview by voice: ears, mouth, turn taking, and the wire between them and a browser, a terminal or a file."""
