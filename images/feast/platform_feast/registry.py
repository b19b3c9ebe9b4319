"""
Makes the tables of the registry, once and before any server starts: servers that find none make them at the same time,
and all but one of them fail.
"""

import argparse

from feast import FeatureStore


def main():
    parser = argparse.ArgumentParser(prog="platform_feast.registry")
    parser.add_argument("--repository", required=True, help="folder with feature_store.yaml")
    store = FeatureStore(repo_path=parser.parse_args().repository)
    projects = store.registry.list_projects()
    print(f"The registry is ready; it has {len(projects)} project(s).")


if __name__ == "__main__":
    main()
