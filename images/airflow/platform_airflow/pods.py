"""
What the pod of a task may be: its service account follows from the bundle that its DAG comes from, and a DAG may ask for
what scheduling needs, and for nothing else. So a pod runs with an identity the code of that identity's own folder alone.
"""

import json
from pathlib import PurePosixPath
from typing import Any

ALLOWED = (
    "spec.affinity",
    "spec.containers[0].resources",
    "spec.nodeSelector",
    "spec.tolerations",
)
"""What a DAG may ask for in `pod_override`."""

NAMED = {"spec": {"containers": [{"name": "base"}]}}
"""A pod that asks for nothing: the container of the task goes by this name."""

RUNNER = ["python", "-m", "airflow.sdk.execution_time.execute_workload", "--json-string"]
"""What the executor has a pod run; the task follows, as JSON."""


OF_SERVICES = (
    "AIRFLOW_CONN_AIRFLOW_DB",
    "AIRFLOW__API_AUTH__JWT_SECRET",
    "AIRFLOW__API__SECRET_KEY",
    "AIRFLOW__CORE__FERNET_KEY",
    "AIRFLOW__CORE__SQL_ALCHEMY_CONN",
    "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN",
)
"""Variables of every container of the chart with what opens all of Airflow. A task has a token of its own for the API."""


def account_of(bundle: str) -> str:
    """The service account of the tasks of a bundle of DAGs."""
    return f"airflow-task-{bundle}"


def asked_beyond(allowed: Any, pod: Any) -> list[str]:
    """Paths of what differs between two pods as JSON and is not for a DAG to choose."""
    return [
        path
        for path in _changes(allowed, pod, "")
        if not any(path == each or path.startswith((f"{each}.", f"{each}[")) for each in ALLOWED)
    ]


def bundle_of(args: list[str]) -> str:
    """
    The bundle whose code a pod runs, by the arguments of its container.

    Raises ValueError for arguments that are not the executor's, or that run a file outside of the bundle.
    """
    if args[:-1] != RUNNER:
        raise ValueError(f"a container of a task runs {' '.join(RUNNER)}, and not {args[:-1]}")
    workload = json.loads(args[-1])
    path = PurePosixPath(workload["dag_rel_path"])
    if path.is_absolute() or ".." in path.parts:
        raise ValueError(f"the file of a DAG is inside its bundle, and {path} is not")
    return workload["bundle_info"]["name"]


def _changes(before: Any, after: Any, path: str) -> list[str]:
    if before == after:
        return []
    # A part that is not there is one without anything in it.
    before, after = (
        {} if this is None and isinstance(other, dict) else this
        for this, other in ((before, after), (after, before))
    )
    if isinstance(before, dict) and isinstance(after, dict):
        pairs = [
            (before.get(key), after.get(key), f"{path}.{key}" if path else key) for key in sorted(before.keys() | after.keys())
        ]
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        pairs = [(old, new, f"{path}[{index}]") for index, (old, new) in enumerate(zip(before, after))]
    else:
        return [path]
    return [change for old, new, place in pairs for change in _changes(old, new, place)]
