import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { SignInSettings } from "../grafana/grafana.settings";
import type { LoadBalancerSettings } from "./network.settings";
import { balancerName, routeKey, targetGroupName, type Route } from "./routing";

export interface LoadBalancerArgs {
  stack: string;
  vpcId: pulumi.Input<string>;
  vpcCidr: string;
  publicSubnetIds: pulumi.Input<string>[];
  /** The security group of every node, through which the load balancer reaches pods. */
  clusterSecurityGroupId: pulumi.Input<string>;
  settings: LoadBalancerSettings;
  routes: Route[];
}

/** The stack's only entrance: an application load balancer that routes each host and path to its service's pods. */
export class LoadBalancer extends pulumi.ComponentResource {
  readonly host: pulumi.Output<string>;
  /** By {@link routeKey}. */
  readonly targetGroupArns: Record<string, pulumi.Output<string>>;

  constructor(
    name: string,
    private readonly args: LoadBalancerArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("betterprompts:components:LoadBalancer", name, {}, opts);

    const securityGroup = this.securityGroup();
    this.openPods(securityGroup);
    const balancer = this.balancer(securityGroup);
    this.redirectToHttps(balancer);
    const listener = this.httpsListener(balancer);
    const targetGroups = args.routes.map((route) => this.targetGroup(route));
    args.routes.forEach((route, index) => this.rule(listener, route, targetGroups[index]!));

    this.host = balancer.dnsName;
    this.targetGroupArns = Object.fromEntries(
      args.routes.map((route, index) => [routeKey(route), targetGroups[index]!.arn]),
    );
    this.registerOutputs({ host: this.host });
  }

  private securityGroup(): aws.ec2.SecurityGroup {
    const group = new aws.ec2.SecurityGroup(
      "load-balancer",
      {
        name: `${this.args.stack}-load-balancer`,
        description: "Load balancer: HTTP and HTTPS from anywhere, to pods of the VPC",
        vpcId: this.args.vpcId,
        tags: { Name: `${this.args.stack}-load-balancer` },
      },
      { parent: this },
    );
    for (const port of [80, 443]) {
      new aws.vpc.SecurityGroupIngressRule(
        `load-balancer-${port}`,
        { securityGroupId: group.id, cidrIpv4: "0.0.0.0/0", ipProtocol: "tcp", fromPort: port, toPort: port },
        { parent: this },
      );
    }
    for (const port of this.ports()) {
      new aws.vpc.SecurityGroupEgressRule(
        `load-balancer-to-pods-${port}`,
        {
          securityGroupId: group.id,
          cidrIpv4: this.args.vpcCidr,
          ipProtocol: "tcp",
          fromPort: port,
          toPort: port,
        },
        { parent: this },
      );
    }
    if (this.args.routes.some(({ signIn }) => signIn)) {
      new aws.vpc.SecurityGroupEgressRule(
        "load-balancer-to-sign-in",
        { securityGroupId: group.id, cidrIpv4: "0.0.0.0/0", ipProtocol: "tcp", fromPort: 443, toPort: 443 },
        { parent: this },
      );
    }
    return group;
  }

  private openPods(group: aws.ec2.SecurityGroup): void {
    for (const port of this.ports()) {
      new aws.vpc.SecurityGroupIngressRule(
        `pods-from-load-balancer-${port}`,
        {
          securityGroupId: this.args.clusterSecurityGroupId,
          referencedSecurityGroupId: group.id,
          ipProtocol: "tcp",
          fromPort: port,
          toPort: port,
        },
        { parent: this },
      );
    }
  }

  private balancer(group: aws.ec2.SecurityGroup): aws.lb.LoadBalancer {
    return new aws.lb.LoadBalancer(
      "public",
      {
        name: balancerName(this.args.stack, "public"),
        loadBalancerType: "application",
        internal: false,
        securityGroups: [group.id],
        subnets: this.args.publicSubnetIds,
        idleTimeout: this.args.settings.idleTimeoutSeconds,
        enableDeletionProtection: this.args.settings.deletionProtection,
        dropInvalidHeaderFields: true,
      },
      { parent: this },
    );
  }

  private redirectToHttps(balancer: aws.lb.LoadBalancer): void {
    new aws.lb.Listener(
      "http",
      {
        loadBalancerArn: balancer.arn,
        port: 80,
        protocol: "HTTP",
        defaultActions: [
          { type: "redirect", redirect: { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" } },
        ],
      },
      { parent: this },
    );
  }

  private httpsListener(balancer: aws.lb.LoadBalancer): aws.lb.Listener {
    return new aws.lb.Listener(
      "https",
      {
        loadBalancerArn: balancer.arn,
        port: 443,
        protocol: "HTTPS",
        certificateArn: this.args.settings.certificateArn,
        sslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
        defaultActions: [
          {
            type: "fixed-response",
            fixedResponse: {
              statusCode: "404",
              contentType: "text/plain",
              messageBody: "No such host or path.",
            },
          },
        ],
      },
      { parent: this },
    );
  }

  /** Type ip: the load balancer sends to the pods themselves, not through a node's port. */
  private targetGroup(route: Route): aws.lb.TargetGroup {
    return new aws.lb.TargetGroup(
      routeKey(route),
      {
        name: targetGroupName(this.args.stack, route),
        targetType: "ip",
        vpcId: this.args.vpcId,
        port: route.port,
        protocol: "HTTP",
        deregistrationDelay: 30, // pods still serve for 15 s and end after 60
        healthCheck: {
          path: route.probePath,
          interval: 15,
          timeout: 5,
          healthyThreshold: 2,
          unhealthyThreshold: 3,
        },
      },
      { parent: this },
    );
  }

  private rule(listener: aws.lb.Listener, route: Route, targetGroup: aws.lb.TargetGroup): void {
    new aws.lb.ListenerRule(
      routeKey(route),
      {
        listenerArn: listener.arn,
        priority: route.priority,
        conditions: [{ hostHeader: { values: [route.host] } }, { pathPattern: { values: [route.path] } }],
        actions: ruleActions(route.signIn, targetGroup.arn),
      },
      { parent: this },
    );
  }

  private ports(): number[] {
    return [...new Set(this.args.routes.map((route) => route.port))].sort((left, right) => left - right);
  }
}

/** What the load balancer does with a request: it requires the sign-in, where there is one, and then forwards. */
function ruleActions(
  signIn: SignInSettings | undefined,
  targetGroupArn: pulumi.Input<string>,
): aws.types.input.lb.ListenerRuleAction[] {
  return [...(signIn ? [authenticate(signIn)] : []), { type: "forward", targetGroupArn }];
}

function authenticate({ clientSecret, ...provider }: SignInSettings): aws.types.input.lb.ListenerRuleAction {
  return {
    type: "authenticate-oidc",
    authenticateOidc: { ...provider, clientSecret: pulumi.secret(clientSecret) },
  };
}
