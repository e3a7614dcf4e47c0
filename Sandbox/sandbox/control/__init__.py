"""What the control address can do: everything that is not an app's doing."""
