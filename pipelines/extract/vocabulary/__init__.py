"""The words of news English that the readers share: control words, sides, places, countries, wars."""
