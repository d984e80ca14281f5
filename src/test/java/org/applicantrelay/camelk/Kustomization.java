package org.applicantrelay.camelk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Puts the resources of a folder together as kustomize does, as far as {@code camel-k/} uses it: resources,
 * configMapGenerator, patchesStrategicMerge, images. Anything else is refused rather than passed over.
 */
final class Kustomization {

    private static final String FILE = "kustomization.yaml";
    private static final Set<String> FIELDS =
            Set.of("apiVersion", "kind", "resources", "configMapGenerator", "patchesStrategicMerge", "images");
    private static final Set<String> GENERATOR_FIELDS = Set.of("name", "behavior", "literals", "files", "options");
    private static final Set<String> OPTION_FIELDS = Set.of("disableNameSuffixHash", "labels");
    private static final Set<String> IMAGE_FIELDS = Set.of("name", "newName", "digest");

    private final Path folder;
    private final Path file;
    private final Map<String, ObjectNode> resources = new LinkedHashMap<>();

    private Kustomization(Path folder) {
        this.folder = folder;
        file = folder.resolve(FILE);
    }

    /** All resources that {@code kubectl apply -k folder} would send, in their order. */
    static List<ObjectNode> build(Path folder) {
        return List.copyOf(new Kustomization(folder.normalize()).build().values());
    }

    private Map<String, ObjectNode> build() {
        JsonNode said =
                Manifests.read(file).stream().findFirst().orElseThrow(() -> new ManifestException(file, "is empty"));
        known(said, FIELDS);
        Manifests.texts(said.path("resources")).forEach(this::addResource);
        said.path("configMapGenerator").forEach(this::generate);
        Manifests.texts(said.path("patchesStrategicMerge")).forEach(this::patch);
        said.path("images").forEach(this::nameImage);
        return resources;
    }

    private void known(JsonNode object, Set<String> fields) {
        object.fieldNames().forEachRemaining(field -> {
            if (!fields.contains(field)) {
                throw new ManifestException(file, field + " is none of " + new TreeSet<>(fields));
            }
        });
    }

    private void addResource(String named) {
        Path path = folder.resolve(named).normalize();
        if (Files.isDirectory(path)) {
            build(path).forEach(this::add);
        } else {
            within(path, named);
            Manifests.read(path).forEach(this::add);
        }
    }

    /** As kustomize has it: a file of somebody else's folder comes by that folder's own kustomization. */
    private void within(Path path, String named) {
        if (!path.startsWith(folder)) {
            throw new ManifestException(file, named + " lies outside of the folder");
        }
    }

    private void add(ObjectNode resource) {
        if (resources.putIfAbsent(Manifests.identity(resource), resource) != null) {
            throw new ManifestException(file, Manifests.title(resource) + " is there twice");
        }
    }

    private void generate(JsonNode generator) {
        known(generator, GENERATOR_FIELDS);
        known(generator.path("options"), OPTION_FIELDS);
        String name = generator.path("name").asText();
        if (!generator.at("/options/disableNameSuffixHash").asBoolean()) {
            throw new ManifestException(
                    file,
                    name + " would get a suffix that the Integration's mounts do not follow: disableNameSuffixHash");
        }
        ObjectNode generated = Manifests.object().put("apiVersion", "v1").put("kind", "ConfigMap");
        generated.putObject("metadata").put("name", name);
        if (generator.at("/options/labels").isObject()) {
            generated.withObject("/metadata").set("labels", generator.at("/options/labels"));
        }
        ObjectNode data = generated.putObject("data");
        Manifests.texts(generator.path("literals")).forEach(literal -> addLiteral(data, literal));
        Manifests.texts(generator.path("files")).forEach(named -> addFile(data, named));

        ObjectNode there = resources.get(Manifests.identity(generated));
        switch (generator.path("behavior").asText("create")) {
            case "create" -> add(generated);
            case "merge" -> Patches.merge(existing(there, name), generated);
            case "replace" -> {
                existing(there, name).remove("data");
                Patches.merge(there, generated);
            }
            default -> throw new ManifestException(file, name + " has no such behavior");
        }
    }

    private ObjectNode existing(ObjectNode resource, String name) {
        if (resource == null) {
            throw new ManifestException(file, name + " is changed and is not there");
        }
        return resource;
    }

    private void addLiteral(ObjectNode data, String literal) {
        int equals = literal.indexOf('=');
        if (equals < 1) {
            throw new ManifestException(file, literal + " is no key=value");
        }
        data.put(literal.substring(0, equals), literal.substring(equals + 1));
    }

    private void addFile(ObjectNode data, String named) {
        String path = named.substring(named.indexOf('=') + 1);
        Path content = folder.resolve(path).normalize();
        within(content, path);
        String key = named.contains("=")
                ? named.substring(0, named.indexOf('='))
                : content.getFileName().toString();
        try {
            data.put(key, Files.readString(content));
        } catch (IOException e) {
            throw new ManifestException(file, path + " cannot be read");
        }
    }

    private void patch(String named) {
        within(folder.resolve(named).normalize(), named);
        for (ObjectNode patch : Manifests.read(folder.resolve(named))) {
            ObjectNode target = existing(resources.get(Manifests.identity(patch)), Manifests.title(patch));
            if (patch.path("apiVersion").asText().contains(".apache.org/")) {
                Patches.replace(target, patch);
            } else {
                Patches.merge(target, patch);
            }
        }
    }

    /** Of containers only: a trait's image is no field that kustomize knows. */
    private void nameImage(JsonNode image) {
        known(image, IMAGE_FIELDS);
        String name = image.path("name").asText();
        List<ObjectNode> containers = resources.values().stream()
                .flatMap(resource -> Manifests.each(resource.at("/spec/template/spec/containers")))
                .filter(container ->
                        container.path("image").asText().split("[:@]")[0].equals(name))
                .map(ObjectNode.class::cast)
                .toList();
        if (containers.isEmpty()) {
            throw new ManifestException(file, "no container has the image " + name);
        }
        containers.forEach(container -> container.put(
                "image",
                image.path("newName").asText(name) + "@" + image.path("digest").asText()));
    }
}
