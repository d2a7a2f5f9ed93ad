"""A password or key that gets into a file is found before it gets into the repository (`make lint`, pre-commit)."""

import secrets
import string
import subprocess
from pathlib import Path

import yaml
from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from warehouse.settings import PROJECT

SCAN = ".ci/secrets"


def word(length: int, letters: str = string.ascii_letters + string.digits) -> str:
    return "".join(secrets.choice(letters) for _ in range(length - 2)) + "37"


def planted() -> dict[str, str]:
    """A secret of each kind that this project has or its users may have, by the name of a file."""
    pem = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return {
        "login.py": f'LOADER_PASSWORD = "{word(24)}"',
        "keys.yml": f"AIRFLOW__CORE__FERNET_KEY: {Fernet.generate_key().decode()}",
        "given.env": f"AIRFLOW_JWT_KEY={secrets.token_hex(32)}",
        "page.md": f"`make url` prints postgresql://bi_reader:{word(32)}@warehouse.example.org:5432/acte2",
        "key.pem": pem.decode(),
        "told.txt": f"ACTE2_NOTIFY=https://hooks.slack.com/services/T{word(8, string.ascii_uppercase)}"
        f"/B{word(8, string.ascii_uppercase)}/{word(24)}",
    }


def scan(*files: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([SCAN, *map(str, files)], cwd=PROJECT, capture_output=True, text=True, check=False)


def test_a_planted_secret_is_found_and_not_printed(tmp_path: Path):
    kinds = planted()
    for name, text in kinds.items():
        (tmp_path / name).write_text(text + "\n", "utf-8")
    done = scan(*tmp_path.iterdir())
    assert done.returncode, done.stderr
    assert {name for name in kinds if str(tmp_path / name) in done.stdout} == set(kinds)
    assert not any(text.splitlines()[-2:][0] in done.stdout + done.stderr for text in kinds.values())


def test_names_of_secrets_and_passwords_to_fill_in_are_none():
    done = scan(*(PROJECT / name for name in (".env.example", "docker-compose.yml", "cli/needs.py")))
    assert done.returncode == 0, done.stdout + done.stderr


def test_lint_and_pre_commit_look_for_them():
    lint = (PROJECT / "Makefile").read_text("utf-8").partition("\nlint:")[2].partition("\n\n")[0]
    assert f"\t@{SCAN}\n" in lint
    hooks = yaml.safe_load((PROJECT / ".pre-commit-config.yaml").read_text("utf-8"))["repos"][0]["hooks"]
    assert [one.get("types_or", "all") for one in hooks if one["entry"] == SCAN] == ["all"]
