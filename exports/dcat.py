"""DCAT-AP catalogue of an export's files, in Turtle: a dataset per mart, a distribution per file."""

from pathlib import Path

from rdflib import DCAT, DCTERMS, FOAF, RDF, XSD, Graph, Literal, URIRef

from exports import licences
from exports.mart import Mart

_EU = "http://publications.europa.eu/resource/authority"
_KINDS = {
    "csv": ("text/csv", "CSV"),
    "parquet": ("application/vnd.apache.parquet", "PARQUET"),
    "geojson": ("application/geo+json", "GEOJSON"),
}


def write(folder: Path, name: str, title: str, marts: list[Mart]) -> None:
    """Write `catalogue.ttl`. Names are URNs of the release; `dcat:accessURL` is the file's place beside the catalogue."""
    graph, catalogue, publisher = Graph(), URIRef(f"urn:acte2:{name}"), URIRef("urn:acte2:publisher")
    graph.add((publisher, RDF.type, FOAF.Agent))
    graph.add((publisher, FOAF.name, Literal("Baromètre Acte II", lang="fr")))
    _named(graph, catalogue, DCAT.Catalog, title, f"Fichiers ouverts de {name}")
    graph.add((catalogue, DCTERMS.publisher, publisher))
    graph.add((catalogue, DCTERMS.language, URIRef(f"{_EU}/language/FRA")))
    for mart in marts:
        dataset = URIRef(f"{catalogue}:{mart.name}")
        graph.add((catalogue, DCAT.dataset, dataset))
        _named(graph, dataset, DCAT.Dataset, f"{title} : {mart.name}", mart.description or mart.name)
        graph.add((dataset, DCTERMS.publisher, publisher))
        graph.add((dataset, DCAT.theme, URIRef(f"{_EU}/data-theme/REGI")))
        for kind in _KINDS:
            if (folder / kind / f"{mart.name}.{kind}").exists():
                _distribution(graph, dataset, folder, kind, mart)
    graph.serialize(folder / "catalogue.ttl", format="turtle", encoding="utf-8")


def _named(graph: Graph, what: URIRef, kind: URIRef, title: str, description: str) -> None:
    graph.add((what, RDF.type, kind))
    graph.add((what, DCTERMS.title, Literal(title, lang="fr")))
    graph.add((what, DCTERMS.description, Literal(description)))


def _distribution(graph: Graph, dataset: URIRef, folder: Path, kind: str, mart: Mart) -> None:
    path = Path(kind, f"{mart.name}.{kind}")
    media, file_type = _KINDS[kind]
    file = URIRef(f"{dataset}:{kind}")
    graph.add((dataset, DCAT.distribution, file))
    graph.add((file, RDF.type, DCAT.Distribution))
    graph.add((file, DCTERMS.title, Literal(path.name, lang="fr")))
    graph.add((file, DCAT.accessURL, URIRef(f"{dataset}:{kind}:{path.name}")))
    graph.add((file, DCTERMS.identifier, Literal(path.as_posix())))
    graph.add((file, DCTERMS.format, URIRef(f"{_EU}/file-type/{file_type}")))
    graph.add((file, DCAT.mediaType, URIRef(f"https://www.iana.org/assignments/media-types/{media}")))
    size = (folder / path).stat().st_size
    graph.add((file, DCAT.byteSize, Literal(size, datatype=XSD.nonNegativeInteger)))
    for one in licences.licences(mart.name):
        graph.add((file, DCTERMS.license, URIRef(one["path"])))
