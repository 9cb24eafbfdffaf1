{{- define "filegate.labels" -}}
app.kubernetes.io/name: filegate
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end }}
{{- define "filegate.selector" -}}
app.kubernetes.io/name: filegate
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}
{{- define "filegate.name" -}}
{{ .Release.Name }}-filegate
{{- end }}
