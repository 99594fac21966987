"""Files over HTTP: uploads in constant memory, downloads in ranges."""
