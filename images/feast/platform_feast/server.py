"""The Feast feature server behind tokens. Its workers share nothing, so that any of them can be lost."""

import argparse
import os

from feast import FeatureStore
from feast.feature_server import FeastServeApplication

from platform_feast.tokens import TokenGuard


class GuardedServer(FeastServeApplication):
    def load(self):
        return TokenGuard(super().load(), os.environ["FEAST_READ_TOKEN"], os.environ["FEAST_WRITE_TOKEN"])


def main():
    parser = argparse.ArgumentParser(prog="platform_feast.server")
    parser.add_argument("--repository", required=True, help="folder with feature_store.yaml")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--registry-seconds", type=int, default=60, help="after which definitions are read again")
    arguments = parser.parse_args()
    GuardedServer(
        store=FeatureStore(repo_path=arguments.repository),
        bind=f"0.0.0.0:{arguments.port}",
        workers=arguments.workers,
        registry_ttl_sec=arguments.registry_seconds,
        # Connections of a client are kept open for as long as a load balancer keeps them.
        keepalive=75,
        # A worker is replaced by and by, so that memory that it does not give back is.
        max_requests=10_000,
        max_requests_jitter=1_000,
    ).run()


if __name__ == "__main__":
    main()
