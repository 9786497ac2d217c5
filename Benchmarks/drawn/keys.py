"""Random keys of the kinds that get into screenshots. Each run makes its own; none is kept here."""
import string

LETTERS_DIGITS = string.ascii_letters + string.digits
BASE64URL = LETTERS_DIGITS + "-_"
LOWER_DIGITS = string.ascii_lowercase + string.digits
UPPER_BASE32 = string.ascii_uppercase + "234567"


def pick(rng, alphabet, count):
    return "".join(rng.choice(alphabet) for _ in range(count))


def mixed(rng, count):
    """Letters and digits, at least one of each case and two digits among them, as nearly all random ones have."""
    while True:
        text = pick(rng, LETTERS_DIGITS, count)
        if any(c.islower() for c in text) and any(c.isupper() for c in text) and sum(c.isdigit() for c in text) >= 2:
            return text


class Kind:
    """A kind of key: how one is made, what its variable is called, and whether the rules know it without that."""

    def __init__(self, name, variable, make, shows_itself=True):
        self.name = name
        self.variable = variable
        self.make = make
        self.shows_itself = shows_itself


KINDS = [
    Kind("baseten", "BASETEN_API_KEY", lambda r: pick(r, LETTERS_DIGITS, 8) + "." + pick(r, LETTERS_DIGITS, 32)),
    Kind("github", "GITHUB_TOKEN", lambda r: "ghp_" + pick(r, LETTERS_DIGITS, 36)),
    Kind("github-fine-grained", "GH_TOKEN", lambda r: "github_pat_" + pick(r, LETTERS_DIGITS, 22) + "_" + pick(r, LETTERS_DIGITS, 59)),
    Kind("anthropic", "ANTHROPIC_API_KEY", lambda r: "sk-ant-api03-" + pick(r, BASE64URL, 93) + "AA"),
    Kind("openai", "OPENAI_API_KEY", lambda r: "sk-proj-" + pick(r, BASE64URL, 74) + "T3Blbk" + "FJ" + pick(r, BASE64URL, 74)),
    Kind("aws-id", "AWS_ACCESS_KEY_ID", lambda r: "AKIA" + pick(r, UPPER_BASE32, 16)),
    Kind("aws-secret", "AWS_SECRET_ACCESS_KEY", lambda r: mixed(r, 12) + "/" + mixed(r, 14) + "+" + mixed(r, 12), shows_itself=False),
    Kind("slack", "SLACK_BOT_TOKEN", lambda r: f"xoxb-{pick(r, string.digits, 12)}-{pick(r, string.digits, 13)}-{pick(r, LETTERS_DIGITS, 24)}"),
    Kind("google", "GOOGLE_API_KEY", lambda r: "AIza" + "Sy" + pick(r, BASE64URL, 33)),
    Kind("huggingface", "HF_TOKEN", lambda r: "hf_" + pick(r, string.ascii_letters, 34)),
    Kind("gitlab", "GITLAB_TOKEN", lambda r: "glpat-" + pick(r, LETTERS_DIGITS, 20)),
    Kind("sendgrid", "SENDGRID_API_KEY", lambda r: "SG." + pick(r, BASE64URL, 22) + "." + pick(r, BASE64URL, 43)),
    Kind("npm", "NPM_TOKEN", lambda r: "npm_" + pick(r, LETTERS_DIGITS, 36)),
    Kind("stripe", "STRIPE_SECRET_KEY", lambda r: "sk_live_" + pick(r, LETTERS_DIGITS, 24)),
    Kind("named", "SERVICE_API_KEY", lambda r: mixed(r, r.randint(32, 40)), shows_itself=False),
]
BY_NAME = {kind.name: kind for kind in KINDS}
