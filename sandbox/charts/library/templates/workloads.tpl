{{- /*
Renders the objects that chart.json lists. A list of keys is a path into the release's values. If there is no value at
the path, the entry's own default is used.
*/ -}}
{{- define "at" -}}
{{- $value := .values -}}
{{- range .path -}}
{{- if kindIs "map" $value }}{{ $value = get $value . }}{{ else }}{{ $value = "" }}{{ end -}}
{{- end -}}
{{- dict "value" $value | toJson -}}
{{- end -}}

{{- define "pod-field" -}}
{{- $set := (include "at" (dict "values" .values "path" .path) | fromJson).value | default .default -}}
{{- with $set }}
{{ $.key }}: {{ toJson . }}
{{- end -}}
{{- end -}}

{{- $values := .Values -}}
{{- $chart := .Files.Get "chart.json" | fromJson -}}

{{- range $account := $chart.serviceAccounts }}
{{- $set := (include "at" (dict "values" $values "path" $account.path) | fromJson).value | default dict }}
---
apiVersion: v1
kind: ServiceAccount
metadata:
  name: {{ $set.name | default $account.name }}
  namespace: {{ $.Release.Namespace }}
  annotations: {{ $set.annotations | default dict | toJson }}
{{- end }}

{{- range $workload := $chart.workloads }}
{{- $labels := dict "app.kubernetes.io/name" $workload.name "app.kubernetes.io/instance" $.Release.Name | merge ($workload.labels | default dict) }}
{{- $account := (include "at" (dict "values" $values "path" $workload.account.path) | fromJson).value | default dict }}
---
apiVersion: apps/v1
kind: {{ $workload.kind }}
metadata:
  name: {{ $workload.name }}
  namespace: {{ $.Release.Namespace }}
  labels: {{ toJson $labels }}
spec:
  {{- with $workload.replicas }}
  replicas: {{ (include "at" (dict "values" $values "path" .path) | fromJson).value | default .default }}
  {{- end }}
  selector: { matchLabels: {{ toJson $labels }} }
  {{- with $workload.claim }}
  {{- $claim := (include "at" (dict "values" $values "path" .template) | fromJson).value }}
  {{- $retention := (include "at" (dict "values" $values "path" .retention) | fromJson).value }}
  serviceName: {{ $workload.name }}
  {{- with $retention }}
  persistentVolumeClaimRetentionPolicy: {{ toJson . }}
  {{- end }}
  volumeClaimTemplates:
    - metadata: { name: {{ .name }} }
      spec: {{ toJson $claim.spec }}
  {{- end }}
  template:
    metadata: { labels: {{ toJson $labels }} }
    spec:
      serviceAccountName: {{ $account.name | default $workload.account.name }}
      {{- range $key, $field := $workload.pod }}
      {{- include "pod-field" (dict "key" $key "values" $values "path" $field.path "default" $field.default) | nindent 6 }}
      {{- end }}
      containers:
        {{- range $container := $workload.containers }}
        - name: {{ $container.name }}
          image: sandbox.invalid/{{ $container.name }}
          {{- include "pod-field" (dict "key" "resources" "values" $values "path" $container.resources) | nindent 10 }}
          {{- with $container.args }}
          args:
            {{- range $flag, $value := (include "at" (dict "values" $values "path" .) | fromJson).value }}
            - {{ printf "--%s=%v" $flag $value | quote }}
            {{- end }}
          {{- end }}
        {{- end }}
{{- end }}

{{- range $budget := $chart.disruptionBudgets }}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: {{ $budget.name }}, namespace: {{ $.Release.Namespace }} }
spec: {{ (include "at" (dict "values" $values "path" $budget.path) | fromJson).value | merge (dict "selector" (dict "matchLabels" (dict "app.kubernetes.io/name" $budget.name))) | toJson }}
{{- end }}

{{- range $map := $chart.configMaps }}
---
apiVersion: v1
kind: ConfigMap
metadata: { name: {{ $map.name }}, namespace: {{ $.Release.Namespace }} }
data:
  {{ $map.key }}: {{ (include "at" (dict "values" $values "path" $map.path) | fromJson).value | toYaml | quote }}
{{- end }}

{{- range $monitor := $chart.monitors }}
{{- if (include "at" (dict "values" $values "path" $monitor.enabled) | fromJson).value }}
---
apiVersion: monitoring.coreos.com/v1
kind: {{ $monitor.kind }}
metadata: { name: {{ $monitor.name }}, namespace: {{ $.Release.Namespace }} }
spec:
  selector: { matchLabels: { app.kubernetes.io/name: {{ $monitor.name }} } }
  {{ eq $monitor.kind "PodMonitor" | ternary "podMetricsEndpoints" "endpoints" }}: [{ port: metrics }]
{{- end }}
{{- end }}

{{- with $chart.definitionAnnotations }}
{{- $annotations := (include "at" (dict "values" $values "path" .) | fromJson).value | default dict }}
{{- range $path, $_ := $.Files.Glob "definitions/*.json" }}
{{- $definition := $.Files.Get $path | fromJson }}
{{- $_ := set $definition.metadata "annotations" (merge (dict) $annotations ($definition.metadata.annotations | default dict)) }}
---
{{ toJson $definition }}
{{- end }}
{{- end }}
