package dev.filegate.deploy.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.filegate.deploy.config.ConfigurationReader;
import dev.filegate.deploy.config.StartMode;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** What {@code helm template} makes of the chart, read as Kubernetes would: with the classes of its API, in which every field has a place. */
class ChartTest {
    private static final Path CHART = Path.of("helm", "filegate");
    private static final ObjectMapper JSON = new ObjectMapper();
    /** The classes of the API take what they do not know as further properties; here that is an error. */
    private static final ObjectMapper STRICT = JsonMapper.builder()
            .annotationIntrospector(new JacksonAnnotationIntrospector() {
                private static final long serialVersionUID = 1L;

                @Override
                public Boolean hasAnySetter(Annotated member) {
                    return false;
                }
            })
            .build();

    private static final Map<String, Class<? extends HasMetadata>> KINDS = Map.of(
            "ConfigMap", ConfigMap.class,
            "Service", Service.class,
            "ServiceAccount", ServiceAccount.class,
            "StatefulSet", StatefulSet.class,
            "NetworkPolicy", NetworkPolicy.class,
            "PodDisruptionBudget", PodDisruptionBudget.class);

    /** Everything that can be switched on is on. */
    private static final String EVERYTHING = """
            replicas: 2
            imagePullSecrets: [{name: registry}]
            environmentSecrets: [database]
            environment: {FILEGATE_DATABASE_URL: "jdbc:postgresql://db/filegate"}
            ftp: {implicitTls: {enabled: true}, active: true, passive: {address: "$(POD_NAME).ftp.example.com"}}
            sftp: {hostKeysSecret: host-keys}
            tftp: {enabled: true, account: boot}
            tls: {secret: certificate}
            service: {annotations: {a: b}, loadBalancerSourceRanges: [192.0.2.0/24]}
            persistence: {storageClass: fast}
            networkPolicy: {clients: [{ipBlock: {cidr: 192.0.2.0/24}}], monitoring: [{namespaceSelector: {}}]}
            podAnnotations: {a: b}
            podLabels: {c: d}
            nodeSelector: {e: f}
            tolerations: [{operator: Exists}]
            affinity: {podAntiAffinity: {}}
            topologySpreadConstraints: [{maxSkew: 1, topologyKey: zone, whenUnsatisfiable: ScheduleAnyway}]
            """;

    private static final String LITTLE = """
            ftp: {enabled: false}
            hostNetwork: true
            persistence: {enabled: false}
            podDisruptionBudget: {enabled: false}
            networkPolicy: {enabled: false}
            """;

    @ParameterizedTest
    @ValueSource(strings = {"{}", EVERYTHING, LITTLE})
    void everyFieldOfWhatIsRenderedIsOneOfKubernetes(String given) throws IOException {
        for (HasMetadata object : render(given)) {
            assertThat(object.getMetadata().getName()).startsWith("gate-filegate");
            assertThat(object.getMetadata().getLabels()).containsEntry("app.kubernetes.io/instance", "gate");
        }
    }

    @Test
    void aFieldThatKubernetesDoesNotKnowIsNoticed() {
        Map<String, Object> misspelt = Map.of("kind", "Service", "spec", Map.of("port", List.of()));
        assertThatThrownBy(() -> STRICT.convertValue(misspelt, Service.class)).hasMessageContaining("port");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", EVERYTHING, LITTLE})
    void theSchemaOfTheValuesAllowsThem(String given) throws IOException {
        JsonNode schema = JSON.readTree(CHART.resolve("values.schema.json").toFile());
        var checks = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(schema);
        assertThat(checks.validate(JSON.valueToTree(values(given)))).isEmpty();
        assertThat(checks.validate(JSON.readTree("{\"ftp\": {\"prot\": 21}}"))).isNotEmpty();
    }

    @Test
    void eachPodHasAnAddressWithItsControlAndDataPorts() throws IOException {
        List<Service> services = only(render(EVERYTHING), Service.class);
        assertThat(services)
                .extracting(service -> service.getMetadata().getName())
                .containsExactlyInAnyOrder(
                        "gate-filegate-pods", "gate-filegate", "gate-filegate-ftp-0", "gate-filegate-ftp-1");
        Service second = services.stream()
                .filter(service -> service.getMetadata().getName().endsWith("-ftp-1"))
                .findFirst()
                .orElseThrow();
        assertThat(second.getSpec().getSelector())
                .containsEntry("statefulset.kubernetes.io/pod-name", "gate-filegate-1");
        assertThat(second.getSpec().getExternalTrafficPolicy()).isEqualTo("Local");
        assertThat(second.getSpec().getPorts())
                .extracting(ServicePort::getPort)
                .hasSize(22)
                .contains(21, 990, 50000, 50019);
    }

    @Test
    void tftpKeepsToOnePort() throws IOException {
        assertThat(environment(EVERYTHING))
                .containsEntry("FILEGATE_TFTP_SINGLE_PORT", "true")
                .containsEntry("FILEGATE_TFTP_ACCOUNT", "boot")
                .containsEntry("FILEGATE_FTP_PASSIVE_ADDRESS", "$(POD_NAME).ftp.example.com")
                .containsEntry("FILEGATE_TLS_CERTIFICATE", "/etc/filegate-tls/tls.crt");
    }

    @Test
    void thePodHasMoreTimeToStopThanTransfersHaveToEnd() throws IOException {
        var pod = set("{}").getSpec().getTemplate().getSpec();
        assertThat(environment("{}")).containsEntry("FILEGATE_SHUTDOWN_GRACE", "60s");
        assertThat(pod.getTerminationGracePeriodSeconds()).isGreaterThan(60);
        assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
        Container container = pod.getContainers().getFirst();
        assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
        assertThat(container.getReadinessProbe().getHttpGet().getPath()).isEqualTo("/q/health/ready");
    }

    /** What the pod is given is what the gateway understands: variables and file together. */
    @ParameterizedTest
    @ValueSource(strings = {"{}", LITTLE})
    void theGatewayUnderstandsItsConfiguration(String given, @TempDir Path directory) throws IOException {
        String text = only(render(given), ConfigMap.class).getFirst().getData().get("filegate.yaml");
        Path file = Files.writeString(directory.resolve("filegate.yaml"), text);
        Map<String, String> environment = environment(given);
        environment.put("FILEGATE_HOME", directory.toString());
        environment.keySet().removeIf(name -> !name.startsWith("FILEGATE_"));
        assertThatCode(() -> ConfigurationReader.read(StartMode.SERVE, List.of(file), environment, new Properties()))
                .doesNotThrowAnyException();
    }

    private static Map<String, String> environment(String given) throws IOException {
        Map<String, String> environment = new HashMap<>();
        set(given).getSpec().getTemplate().getSpec().getContainers().getFirst().getEnv().stream()
                .filter(variable -> variable.getValue() != null)
                .forEach(variable -> environment.put(variable.getName(), variable.getValue()));
        return environment;
    }

    private static StatefulSet set(String given) throws IOException {
        return only(render(given), StatefulSet.class).getFirst();
    }

    private static <T> List<T> only(List<HasMetadata> objects, Class<T> type) {
        return objects.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private static List<HasMetadata> render(String given) throws IOException {
        Template template = new Template();
        template.parse(Files.readString(CHART.resolve("templates/_helpers.tpl")));
        Map<String, Object> dot = Map.of(
                "Values", values(given),
                "Release", Map.of("Name", "gate", "Service", "Helm"),
                "Chart", Map.of("AppVersion", "1.2.3"));
        List<HasMetadata> objects = new ArrayList<>();
        try (Stream<Path> files = Files.list(CHART.resolve("templates"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".yaml"))
                    .sorted()
                    .toList()) {
                String rendered = Rendering.of(template, template.parse(Files.readString(file)), dot);
                for (Object document : new Yaml().loadAll(rendered)) {
                    if (document instanceof Map<?, ?> object) {
                        objects.add(STRICT.convertValue(object, KINDS.get(object.get("kind"))));
                    }
                }
            }
        }
        assertThat(objects).isNotEmpty();
        return objects;
    }

    private static Map<String, Object> values(String given) throws IOException {
        Map<String, Object> values = new Yaml().load(Files.readString(CHART.resolve("values.yaml")));
        Map<String, Object> more = new Yaml().load(given);
        return merged(values, more);
    }

    @SuppressWarnings("unchecked") // maps of YAML have strings as keys
    private static Map<String, Object> merged(Map<String, Object> values, Map<String, Object> more) {
        Map<String, Object> all = new HashMap<>(values);
        more.forEach((key, value) -> all.merge(
                key,
                value,
                (old, fresh) -> old instanceof Map<?, ?> below && fresh instanceof Map<?, ?> above
                        ? merged((Map<String, Object>) below, (Map<String, Object>) above)
                        : fresh));
        return all;
    }
}
