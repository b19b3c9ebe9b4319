"""
The cluster policies of the platform (https://airflow.apache.org/docs/apache-airflow/stable/administration-and-deployment/cluster-policies.html).

The DAG processor refuses a DAG that asks for what it may not, where its author sees it. The scheduler, which runs no code
of DAGs, then has the last word on every pod that it starts.
"""

import os

from airflow.exceptions import AirflowClusterPolicyViolation
from kubernetes.client import ApiClient
from platform_airflow.pods import ALLOWED, NAMED, OF_SERVICES, account_of, asked_beyond, bundle_of

_rule = f"allowed: {', '.join(ALLOWED)}. Everything else follows from the folder of the DAG"


def task_policy(task):
    asked = (task.executor_config or {}).copy()
    override = ApiClient().sanitize_for_serialization(asked.pop("pod_override", None)) or NAMED
    refused = [*asked, *(f"pod_override {path}" for path in asked_beyond(NAMED, override))]
    if refused:
        raise AirflowClusterPolicyViolation(
            f"Task {task.task_id} of DAG {task.dag_id} asks in executor_config for {', '.join(refused)}; {_rule}."
        )


def pod_mutation_hook(pod):
    # A pod that a task starts itself, with what the task's own account may; its process is not the scheduler.
    if os.environ.get("AIRFLOW_IS_K8S_EXECUTOR_POD"):
        return
    from airflow.providers.cncf.kubernetes.kube_config import KubeConfig
    from airflow.providers.cncf.kubernetes.pod_generator import PodGenerator

    config = KubeConfig()
    template = PodGenerator.deserialize_model_file(config.pod_template_file)
    args = pod.spec.containers[0].args
    # The pod that a task has whose DAG asks for nothing.
    plain = PodGenerator.construct_pod(
        dag_id="any",
        task_id="any",
        pod_id="any",
        try_number=1,
        kube_image=config.kube_image,
        date=None,
        args=args,
        pod_override_object=None,
        base_worker_pod=template,
        namespace=config.executor_namespace,
        scheduler_job_id="any",
    )
    refused = asked_beyond(_identity(plain, template), _identity(pod, template))
    if refused:
        raise AirflowClusterPolicyViolation(f"Pod {pod.metadata.name} differs in {', '.join(refused)}; {_rule}.")
    pod.spec.service_account_name = account_of(bundle_of(args))
    main = pod.spec.containers[0]
    main.env = [each for each in main.env if each.name not in OF_SERVICES]


def _identity(pod, template):
    """What is compared of a pod: all but the names of its task."""
    labels = {key: (pod.metadata.labels or {}).get(key) for key in template.metadata.labels or {}}
    metadata = {"namespace": pod.metadata.namespace, "labels": labels}
    return {"metadata": metadata, "spec": ApiClient().sanitize_for_serialization(pod.spec)}
