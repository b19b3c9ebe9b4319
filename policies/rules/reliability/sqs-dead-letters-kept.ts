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
    const targets = (subject: (typeof queues)[number]) =>
      queues.some(
        (other) =>
          other !== subject &&
          (other.resource.propertyDependencies?.redrivePolicy?.includes(subject.urn) ||
            (!other.at("redrivePolicy").isAbsent && other.resource.dependsOn.includes(subject.urn))),
      );
    each(queues, (subject) => {
      if (!subject.at("redrivePolicy").isAbsent || !subject.at("redriveAllowPolicy").isAbsent) return;
      if (targets(subject) || /dead-?letter|dlq/i.test(subject.name)) return;
      if (stack.referring(subject, "queueUrl", redrive).length > 0) return;
      // Events that are worthless after minutes are best left to expire.
      if ((subject.at("messageRetentionSeconds").number() ?? 345_600) <= 600) return;
      fail("The queue has no dead-letter queue.", subject.urn);
    });
  },
});
