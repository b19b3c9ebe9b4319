import { stackRule } from "../../rule.ts";

const queue = "aws:sqs/queue:Queue";
const redrive = "aws:sqs/redrivePolicy:RedrivePolicy";

export const sqsDeadLettersKept = stackRule({
  name: "sqs-dead-letters-kept",
  family: "reliability",
  title: "Queues put aside messages that fail again and again",
  reasoning: "One message nobody can process otherwise comes back until it expires, and is then gone unseen.",
  severity: "low",
  frameworks: [],
  enforcement: "advisory",
  remediation: ["Give the queue a redrivePolicy with a dead-letter queue."],
  url: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html",
  types: [queue],
  check(stack, { fail, each }) {
    const queues = stack.ofType(queue);
    const targets = (view: (typeof queues)[number]) =>
      queues.some(
        (other) =>
          other !== view &&
          (other.resource.propertyDependencies?.redrivePolicy?.includes(view.urn) ||
            (!other.at("redrivePolicy").isAbsent && other.resource.dependsOn.includes(view.urn))),
      );
    each(queues, (view) => {
      if (!view.at("redrivePolicy").isAbsent || !view.at("redriveAllowPolicy").isAbsent) return;
      if (targets(view) || /dead-?letter|dlq/i.test(view.name)) return;
      if (stack.referring(view, "queueUrl", redrive).length > 0) return;
      // Events that are worthless after minutes are best left to expire.
      if ((view.at("messageRetentionSeconds").number() ?? 345_600) <= 600) return;
      fail("The queue has no dead-letter queue.", view.urn);
    });
  },
});
