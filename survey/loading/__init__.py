"""Tables an office brings – units, procedures, targets, responses – read whole or refused whole."""
