"""
Applies the feature definitions that are in S3, materializes what is new, and publishes the registry as a file that
clients can read and not write.
"""

import argparse
import shutil
import subprocess
import tempfile
from datetime import datetime, timezone
from pathlib import Path

import s3fs
from feast import FeatureStore


def fetch(definitions: str, config: Path, folder: Path) -> list[str]:
    """
    Copies the definitions into a folder, with the platform's own feature_store.yaml, whatever theirs says.

    Returns the names of the Python files.
    """
    files = s3fs.S3FileSystem()
    prefix = definitions.removeprefix("s3://").rstrip("/") + "/"
    for path in files.find(prefix):
        target = folder / path.removeprefix(prefix)
        target.parent.mkdir(parents=True, exist_ok=True)
        files.get_file(path, str(target))
    shutil.copyfile(config, folder / "feature_store.yaml")
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*.py"))


def feast(folder: Path, *arguments: str) -> None:
    subprocess.run(["feast", "--chdir", str(folder), *arguments], check=True)


def main():
    parser = argparse.ArgumentParser(prog="platform_feast.features")
    parser.add_argument("--repository", type=Path, required=True, help="folder with feature_store.yaml")
    parser.add_argument("--definitions", required=True, help="s3:// address below which the definitions are")
    parser.add_argument("--publish", required=True, help="s3:// address of the registry's file for clients")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        names = fetch(arguments.definitions, arguments.repository / "feature_store.yaml", folder)
        if names:
            print(f"Definitions: {', '.join(names)}", flush=True)
            feast(folder, "apply")
            feast(folder, "materialize-incremental", datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%S"))
        else:
            # To apply nothing would delete everything that is there.
            print(f"There are no definitions below {arguments.definitions}: what was applied stays.")
        registry = FeatureStore(repo_path=str(folder)).registry.proto()
        s3fs.S3FileSystem().pipe_file(arguments.publish, registry.SerializeToString())


if __name__ == "__main__":
    main()
