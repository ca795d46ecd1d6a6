// The three SDKs as the program uses them: their modules load when a member is first touched.
const aws = require("@pulumi/aws");
const eks = require("@pulumi/eks");
const kubernetes = require("@pulumi/kubernetes");

void [aws.ec2.Vpc, aws.eks.NodeGroup, aws.iam.Role, aws.lb.LoadBalancer, eks.Cluster];
void [kubernetes.Provider, kubernetes.helm.v3.Release, kubernetes.core.v1.Namespace];
