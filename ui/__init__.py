"""The desktop application: draws state and sends events, holds no rules."""
