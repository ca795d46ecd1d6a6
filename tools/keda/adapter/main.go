// KEDA's metrics adapter without its port for metrics of its own, which listens on every address of the machine.
package main

import (
	"os"

	grpcprom "github.com/grpc-ecosystem/go-grpc-middleware/providers/prometheus"
	"k8s.io/client-go/kubernetes/scheme"
	ctrl "sigs.k8s.io/controller-runtime"
	"sigs.k8s.io/controller-runtime/pkg/log/zap"
	"sigs.k8s.io/controller-runtime/pkg/metrics/server"
	"sigs.k8s.io/custom-metrics-apiserver/pkg/cmd"

	"github.com/kedacore/keda/v2/apis/keda/v1alpha1"
	"github.com/kedacore/keda/v2/pkg/metricsservice"
	"github.com/kedacore/keda/v2/pkg/provider"
)

func main() {
	ctrl.SetLogger(zap.New())
	if err := run(); err != nil {
		ctrl.Log.Error(err, "the metrics adapter ended")
		os.Exit(1)
	}
}

func run() error {
	ctx := ctrl.SetupSignalHandler()
	adapter := cmd.AdapterBase{Name: "keda-adapter"}
	operator := adapter.Flags().String("metrics-service-address", "", "where the operator serves its metrics")
	if err := adapter.Flags().Parse(os.Args[1:]); err != nil {
		return err
	}
	config, err := adapter.ClientConfig()
	if err != nil {
		return err
	}
	if err := v1alpha1.AddToScheme(scheme.Scheme); err != nil {
		return err
	}
	manager, err := ctrl.NewManager(config, ctrl.Options{
		Scheme:  scheme.Scheme,
		Metrics: server.Options{BindAddress: "0"},
	})
	if err != nil {
		return err
	}
	certificates := adapter.SecureServing.ServerCert.CertDirectory
	client, err := metricsservice.NewGrpcClient(ctx, *operator, certificates, "", "", grpcprom.NewClientMetrics(), false)
	if err != nil {
		return err
	}
	ended := make(chan error, 2)
	go func() { ended <- manager.Start(ctx) }()
	adapter.WithExternalMetrics(provider.NewProvider(ctx, ctrl.Log, manager.GetClient(), *client))
	go func() { ended <- adapter.Run(ctx) }()
	return <-ended
}
