/** The ClusterTriggerAuthentication by which KEDA's operator reads SQS queues with its own role. */
export const QUEUE_AUTHENTICATION = "keda-aws";
