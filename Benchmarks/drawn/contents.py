"""What stands in the pictures: texts round a key as they stand in terminals, editors, pages and notebooks, and texts without one."""
import uuid

from . import keys

HOST = "https://model-{id}.api.baseten.co/production/predict"
SHELL = ["$ ", "me@laptop:~$ ", "(venv) ~/work % ", "root@box:/app# ", "> "]


def model(rng):
    return keys.pick(rng, keys.LOWER_DIGITS, 8)


def terminal(rng, kind, key):
    """Lines as a terminal shows them; those that begin with a prompt were typed."""
    prompt = rng.choice(SHELL)
    name = kind.variable
    around = [prompt + "ls -la", "total 24", "drwxr-xr-x  4 me me 4096 Nov 12 09:14 .", "-rw-r--r--  1 me me  312 Nov 12 09:14 config.yaml"]
    forms = [
        [f"{prompt}export {name}={key}", f"{prompt}python main.py", "Loading weights ... done"],
        [f'{prompt}export {name}="{key}"', prompt + "make deploy"],
        [f"{prompt}cat .env", "APP_ENV=production", f"{name}={key}", "DEBUG=false", prompt],
        [f"{prompt}echo ${name}", key, prompt] if kind.shows_itself else [f"{prompt}env | grep KEY", f"{name}={key}", prompt],
        [f'{prompt}curl -H "Authorization: Bearer {key}" https://api.acme.dev/v1/me', '{"ok": true}', prompt],
    ]
    if kind.name == "baseten":
        forms += [
            [f"{prompt}cat ~/.trussrc", "[baseten]", "remote_provider = baseten", f"api_key = {key}", "remote_url = https://app.baseten.co", prompt],
            [f"{prompt}curl -X POST {HOST.format(id=model(rng))} \\", f'    -H "Authorization: Api-Key {key}" \\', "    -d '{\"prompt\": \"hello\"}'"],
            [f"{prompt}truss login --api-key {key}", "Logged in to https://app.baseten.co", prompt + "truss push"],
        ]
    return rng.choice([[], around]) + rng.choice(forms)


def code(rng, kind, key):
    """A language and a source text in it."""
    name = kind.variable
    forms = [
        ("python", f'import os\nfrom client import Client\n\n\ndef main():\n    client = Client(api_key="{key}")\n    for item in client.items():\n        print(item.name)\n'),
        ("python", f'import os\n\nos.environ["{name}"] = "{key}"\n\nresponse = client.chat(model="large", stream=True)\n'),
        ("python", f'# settings for the demo\nDEBUG = True\n{name} = "{key}"\nTIMEOUT = 30\n'),
        ("javascript", f'import {{ connect }} from "./api.js";\n\nconst apiKey = "{key}";\nexport const client = connect({{ apiKey, retries: 3 }});\n'),
        ("yaml", f"services:\n  web:\n    image: app:latest\n    environment:\n      {name}: {key}\n      LOG_LEVEL: info\n"),
        ("json", f'{{\n  "endpoint": "https://api.acme.dev/v1",\n  "api_key": "{key}",\n  "retries": 3\n}}\n'),
        ("bash", f"#!/bin/sh\nset -e\nexport {name}={key}\nexec python -m app --port 8080\n"),
        ("ini", f"[default]\nregion = us-east-1\n{name.lower()} = {key}\n"),
    ]
    if kind.name == "baseten":
        forms.append(("python", f'resp = requests.post(\n    "{HOST.format(id=model(rng))}",\n    headers={{"Authorization": "Api-Key {key}"}},\n    json={{"prompt": "hi"}},\n)\n'))
    return rng.choice(forms)


def page(rng, kind, key):
    """A heading, what is written above the key, the words beside it, the key, and what is written below."""
    return rng.choice([
        ("API keys", "Use API keys to call your models from your own programs.", "Your new API key", key, "Copy it now: it will not be shown again."),
        ("Settings", "Keys give access to everything in this workspace.", "Secret key", key, "Created on 12 November 2025. Last used never."),
        ("Getting started", "Set the variable before you run the example.", f"{kind.variable}", key, "Then open a second terminal and start the server."),
        ("Tokens", "Treat tokens like passwords.", "Personal access token", key, "Expires in 30 days."),
    ])


def plot(rng, kind, key):
    """A title, or a note in a plot."""
    if not kind.shows_itself:
        return rng.choice([f"{kind.variable}={key}", f"api_key = {key}", f"token: {key}"])
    return rng.choice([key, f"{kind.variable}={key}", f"key {key}", f"api_key = {key}"])


def notebook(rng, kind, key):
    """The source of a cell and its output."""
    name = kind.variable
    return rng.choice([
        (f"%env {name}={key}", f"env: {name}={key}"),
        (f'import os\nos.environ["{name}"] = "{key}"', ""),
        (f"!echo ${name}" if kind.shows_itself else "!env | grep API_KEY", key if kind.shows_itself else f"{name}={key}"),
        (f'client = Client(api_key="{key}")\nclient.models.list()', "['base', 'large']"),
        (f'config = {{"api_key": "{key}",\n          "timeout": 30}}', ""),
    ])


# MARK: Texts without keys

PROSE = """The model was trained for three epochs on two devices and evaluated on the held-out part of the data. Results are shown below.
We found that larger batches converge faster, but need a warm-up phase; see section 4.2 of the paper. Accuracy rose from 81.3 % to 84.9 %.
To reproduce this, clone the repository, install the requirements and run the training script with the default settings. It takes two hours.
Set your API key first: you find it on the settings page of your account. Never share your key, and never commit it. Tokens expire in 30 days."""
CODE = '''def train(model, loader, optimizer, epochs=3):
    for epoch in range(epochs):
        for inputs, labels in loader:
            loss = criterion(model(inputs.to(device)), labels.to(device))
            optimizer.zero_grad(); loss.backward(); optimizer.step()
api_key = os.environ["SERVICE_API_KEY"]
client = Client(api_key=api_key, base_url="https://api.acme.dev/v1")
token = tokenizer.convert_tokens_to_ids("[MASK]")
password = getpass.getpass("Password: ")
from transformers import AutoModelForSequenceClassification, AutoTokenizer
self.assertEqual(response.status_code, HTTPStatus.UNPROCESSABLE_ENTITY)
"api_key": "YOUR_API_KEY", "token": "<your token>", "secret": "${SECRET}"'''


def clean(rng, number):
    """Lines that look busy and hold no key: the kind, and the lines."""
    kinds = {
        "prose": lambda: rng.sample(PROSE.split("\n"), 3),
        "code": lambda: rng.sample(CODE.split("\n"), 7),
        "digests": lambda: [f"{keys.pick(rng, '0123456789abcdef', 64)}  dist/package-{i}.tar.gz" for i in range(5)],
        "commits": lambda: [f"commit {keys.pick(rng, '0123456789abcdef', 40)}" for _ in range(4)] + ["Author: Ann Example <ann@acme.dev>"],
        "uuids": lambda: [f"request {uuid.UUID(int=rng.getrandbits(128))} took {rng.randint(3, 900)} ms" for _ in range(6)],
        "base64": lambda: ['"image/png": "' + keys.pick(rng, keys.LETTERS_DIGITS + "+/", 70) + "\\n" for _ in range(4)],
        "addresses": lambda: [f"https://cdn.acme.dev/assets/{rng.choice(['main', 'vendor', 'app'])}.{keys.pick(rng, '0123456789abcdef', 20)}.js" for _ in range(5)],
        "numbers": lambda: ["  ".join(f"{rng.uniform(-9, 99):9.4f}" for _ in range(8)) for _ in range(8)],
        "listing": lambda: [f"-rw-r--r-- 1 me me {rng.randint(100, 9999999):8d} Nov {rng.randint(1, 30):2d} 09:{rng.randint(10, 59)} part-{i:05d}-{uuid.UUID(int=rng.getrandbits(128))}.parquet" for i in range(5)],
        "images": lambda: [f"registry.acme.dev/app@sha256:{keys.pick(rng, '0123456789abcdef', 64)}" for _ in range(3)],
        "traceback": lambda: ["Traceback (most recent call last):", f'  File "/usr/lib/python3.11/site-packages/acme/client.py", line {rng.randint(10, 999)}, in request',
                              "    raise AuthenticationError(response.json()[\"error\"][\"message\"])", "acme.errors.AuthenticationError: Incorrect API key provided: sk-****abcd."],
        "markup": lambda: ['<script src="/static/js/runtime~main.' + keys.pick(rng, "0123456789abcdef", 8) + '.js"></script>', '<div class="css-' + keys.pick(rng, keys.LOWER_DIGITS, 6) + '-MuiGrid-root">'] * 2,
    }
    names = list(kinds)
    name = names[number % len(names)]
    return name, kinds[name]()
