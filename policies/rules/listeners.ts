/** Listeners of load balancers, under both names the provider has for them. */
export const listenerTypes = ["aws:lb/listener:Listener", "aws:alb/listener:Listener"] as const;
