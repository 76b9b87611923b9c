"""Geometry of control: parts, areas, snapshots, exports and the map that plays."""
