"""What the explorer shows, as files that its page loads: the graph in the shapes that a browser asks for."""
