"""Other people's files in and out: plans in Word, Excel and CSV."""
