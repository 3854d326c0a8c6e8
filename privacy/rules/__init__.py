"""What is deleted when, in this order: every rule, and nothing else deletes by time.

Registrations before what refers to them, everything of a person before the account.
"""

from privacy.retention import Rule, Sweep
from privacy.rules import accounts, people, pictures, technical

DAILY: list[Rule | Sweep] = [
    *people.RULES,
    *pictures.RULES,
    *accounts.RULES,
    *technical.DAILY,
]
# What must not wait for a day: codes to log in, what somebody typed in a session that ended.
OFTEN: list[Rule | Sweep] = technical.OFTEN
EVERY = [*DAILY, *OFTEN]
LABELS = {rule.name: rule.label for rule in EVERY}
