"""What a shop keeps: compact objects with slots, money in minor units."""
