"""Files that carry credentials, written from patterns: each kind once with random secrets, once with what people write in their place.

These files say which formats are covered. They are easier than files from the wild, and made by the authors of the rules: what counts is CredData.
"""
import base64
import os
import random
import re
import string

from .label import Label

# kind, path, text: @ is the password or key, and the line it stands on is the one to be found.
KINDS = [
    ("pgpass", "home/.pgpass", "db{n}.acme.dev:5432:app:app:<<password>>\n"),
    ("netrc", "home/.netrc", "machine api{n}.acme.dev\n  login me\n  password <<password>>\n"),
    ("git-credentials", "home/.git-credentials", "https://me:<<password>>@git{n}.acme.dev\n"),
    ("npmrc", "app/.npmrc", "registry=https://npm.acme.dev/\n//npm.acme.dev/:_password=<<password>>\n"),
    ("pypirc", "home/.pypirc", "[acme]\nrepository = https://pypi.acme.dev\nusername = me\npassword = <<password>>\n"),
    ("docker config", "home/.docker/config.json", '{\n  "auths": {\n    "registry.acme.dev": {\n      "auth": "<<basic>>"\n    }\n  }\n}\n'),
    ("wp-config", "www/wp-config.php", "<?php\ndefine('DB_NAME', 'wp');\ndefine('DB_PASSWORD', '<<password>>');\n"),
    ("FileZilla", "home/sitemanager.xml", '<Server>\n<User>me</User>\n<Pass encoding="base64"><<basic>></Pass>\n</Server>\n'),
    ("Maven settings", "home/.m2/settings.xml", "<server>\n  <id>acme</id>\n  <username>me</username>\n  <password><<password>></password>\n</server>\n"),
    ("ADO.NET", "web/appsettings.json", '{\n  "ConnectionStrings": {\n    "Main": "Server=db{n};Database=app;User Id=sa;Password=<<password>>;"\n  }\n}\n'),
    ("ODBC", "etc/load.py", 'link = "DRIVER={ODBC Driver 18 for SQL Server};SERVER=db{n};UID=sa;PWD=<<password>>"\n'),
    ("JDBC", "src/main/resources/app.xml", "<url>jdbc:postgresql://db{n}.acme.dev/app?user=app&amp;password=<<password>></url>\n"),
    ("address", "conf/app.env", "DATABASE_URL=postgres://app:<<password>>@db{n}.acme.dev:5432/app\n"),
    ("Kubernetes", "deploy/secret.yaml", "apiVersion: v1\nkind: Secret\nmetadata:\n  name: db{n}\ndata:\n  password: <<basic>>\n"),
    ("Terraform", "infra/prod.tfvars", 'region = "eu-west-1"\ndb_password = "<<password>>"\n'),
    ("Ansible", "group_vars/all.yml", "mysql_root_user: root\nmysql_root_password: '<<password>>'\n"),
    ("properties", "src/main/resources/application.properties", "spring.datasource.username=app\nspring.datasource.password=<<password>>\n"),
    ("ini", "etc/app.ini", "[db]\nuser = app\npasswd = <<password>>\n"),
    ("YAML", "config/database.yml", "production:\n  username: app\n  password: <<password>>\n"),
    ("JSON", "config/prod.json", '{\n  "user": "app",\n  "password": "<<password>>"\n}\n'),
    ("TOML", "conf/app.toml", '[smtp]\nuser = "me"\npassword = "<<password>>"\n'),
    ("dotenv", "app/.env", "APP_ENV=prod\nREDIS_PASSWORD=<<password>>\n"),
    ("Dockerfile", "Dockerfile", "FROM debian\nENV DB_PASSWORD=<<password>>\n"),
    ("compose", "docker-compose.yml", "services:\n  db:\n    environment:\n      - POSTGRES_PASSWORD=<<password>>\n"),
    ("Python", "app/settings.py", 'USER = "app"\nDB_PASSWORD = "<<password>>"\n'),
    ("JavaScript", "src/db.js", "const config = {\n  user: 'app',\n  password: '<<password>>',\n};\n"),
    ("Java", "src/main/java/Db.java", 'class Db {\n  private static final String PASSWORD = "<<password>>";\n}\n'),
    ("Go", "db/db.go", 'var cfg = Config{\n\tUser:     "app",\n\tPassword: "<<password>>",\n}\n'),
    ("C#", "src/Db.cs", 'public const string DbPassword = "<<password>>";\n'),
    ("PHP", "src/db.php", "<?php\n$dbPassword = '<<password>>';\n"),
    ("Ruby", "config/app.rb", "settings = { user: 'app',\n  password: '<<password>>' }\n"),
    ("mysql -p", "bin/dump.sh", "#!/bin/sh\nmysqldump -u root -p<<password>> app > app.sql\n"),
    ("sshpass", "bin/deploy.sh", "#!/bin/sh\nsshpass -p '<<password>>' ssh root@acme.dev\n"),
    ("curl -u", "bin/call.sh", "#!/bin/sh\ncurl -s -u admin:<<password>> https://api.acme.dev/v1\n"),
    ("PGPASSWORD", "bin/q.sh", "#!/bin/sh\nPGPASSWORD='<<password>>' psql -h db.acme.dev\n"),
    ("docker login", "bin/push.sh", "#!/bin/sh\ndocker login -u me -p <<password>> registry.acme.dev\n"),
    ("secret key", "app/conf.py", "SECRET_KEY = '<<key>>'\n"),
    ("client secret", "conf/oauth.json", '{\n  "client_id": "app",\n  "client_secret": "<<key>>"\n}\n'),
    ("hex token", "conf/hook.yml", "hook:\n  auth_token: <<hex>>\n"),
    ("Basic", "bin/basic.sh", 'curl -H "Authorization: Basic <<basic>>" https://api.acme.dev\n'),
    ("Bearer", "src/call.py", 'headers = {"Authorization": "Bearer <<key>>"}\n'),
    ("JWK", "conf/jwk.json", '{"kty":"EC","crv":"P-256","x":"<<jwk>>","y":"<<jwk>>",\n"d":"<<jwk>>"}\n'),
]
INSTEAD = ["changeme", "your-password-here", "${PASSWORD}", "<password>", "{{ password }}", "xxxxxxxx", "$DB_PASSWORD", "REPLACE_ME",
           "example_password"]
SECRET = re.compile(r"<<(\w+)>>")


def assemble(target, each=12, seed=7):
    source = random.Random(seed)
    labels = []
    for kind, path, text in KINDS:
        for number in range(each):
            labels.append(write(target, kind, path, text, number, True, source))
            if "<<password>>" in text or "<<key>>" in text:
                labels.append(write(target, kind, path, text, number, False, source))
    return labels


def write(target, kind, path, text, number, is_secret, source):
    line = text[:text.rindex("<<")].count("\n") + 1
    place = os.path.join("carriers", f"{kind.replace(' ', '-')}-{number}-{'secret' if is_secret else 'none'}", path)
    os.makedirs(os.path.dirname(os.path.join(target, place)), exist_ok=True)
    value = (lambda found: drawn(found.group(1), source)) if is_secret else (lambda found: INSTEAD[number % len(INSTEAD)])
    with open(os.path.join(target, place), "w") as out:
        out.write(SECRET.sub(value, text.replace("{n}", str(number))))
    return Label(place, line, line, is_secret, kind, "carriers")


def drawn(kind, source):
    if kind == "password":
        return password(source)
    if kind == "basic":
        return base64.b64encode(f"admin:{password(source)}".encode()).decode()
    if kind == "hex":
        return characters(source, "0123456789abcdef", 40)
    return characters(source, string.ascii_letters + string.digits, 43 if kind == "jwk" else 40)


def password(source):
    """As password managers make them: twelve to twenty letters and digits, sometimes with a sign between."""
    text = characters(source, string.ascii_letters + string.digits, source.randint(12, 20))
    return text if source.random() < 0.5 else text[:6] + source.choice("!_-.+") + text[6:]


def characters(source, alphabet, count):
    return "".join(source.choice(alphabet) for _ in range(count))
