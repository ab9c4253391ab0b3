"""The pages, one module a group; each handler asks the store and renders."""
