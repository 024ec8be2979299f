#!/usr/bin/python3
"""Opens a folder of incimap in headless QGIS and checks that it is ready to use.

usage: QT_QPA_PLATFORM=offscreen /usr/bin/python3 tests/qgis/project.py FOLDER [PICTURES]

Checked: every layer file takes its style file; the project opens with every layer valid, styled and, where it has times, temporal;
every incident is in every frame of the time slider that it may belong to, and in no other; map tips hold no markup from the data;
layouts follow their themes and their own times and export to PDF; the layer definition loads; the project that a GeoPackage holds
opens out of it with every layer valid; nothing is logged.
Prints what was measured and a line for each finding. With PICTURES the canvas and the layouts are written there as PNG.
Exit status: 0 no finding, 1 findings.
"""
import glob
import os
import sys
import tempfile
import time

from qgis.core import (
    QgsApplication, QgsExpression, QgsExpressionContext, QgsExpressionContextUtils, QgsDateTimeRange,
    QgsFeatureRequest, QgsLayerDefinition, QgsLayoutExporter, QgsLayoutItemLabel, QgsLayoutItemMap, QgsMapRendererSequentialJob,
    QgsMapSettings, QgsProject, QgsRenderContext, QgsUnitTypes, QgsVectorLayer, QgsVectorLayerTemporalContext, Qgis,
)
from qgis.PyQt.QtCore import QDateTime, QSize, Qt

STEPS = {"d": "days", "wk": "weeks", "mon": "months", "y": "years"}
# What must not fall back to one symbol for all.
RENDERERS = {
    "incidents": "categorizedSymbol", "undated_incidents": "categorizedSymbol", "countries": "graduatedSymbol",
    "borders": "categorizedSymbol", "centres": "categorizedSymbol", "centre_track": "categorizedSymbol",
    "diffusion": "categorizedSymbol", "clusters": "categorizedSymbol", "scan_cylinders": "categorizedSymbol",
    "ellipses": "RuleRenderer", "hulls": "RuleRenderer", "reach_rings": "RuleRenderer",
}
findings = []


def check(holds, sentence):
    if not holds:
        findings.append(sentence)


def stem(layer):
    return os.path.splitext(os.path.basename(layer.source().split("|")[0]))[0]


def utc(text):
    moment = QDateTime.fromString(text, Qt.ISODate)
    moment.setTimeSpec(Qt.UTC)
    return moment


def plain(value):
    """A date and time of a field, as UTC."""
    moment = QDateTime(value)
    moment.setTimeSpec(Qt.UTC)
    return moment


def check_layer(layer, where):
    name = stem(layer)
    check(layer.isValid(), f"{where}: {name} is not valid")
    if not layer.isValid():
        return
    check(layer.crs().authid() == "EPSG:4326", f"{where}: {name} is in {layer.crs().authid()}")
    kind = layer.renderer().type()
    check(kind == RENDERERS.get(name, kind), f"{where}: {name} is drawn as {kind}")
    fields = [field.name() for field in layer.fields()]
    check(all(field.alias() for field in layer.fields()), f"{where}: {name} has fields without an alias")
    check(bool(layer.mapTipTemplate()), f"{where}: {name} has no map tip")
    # A feature without a time would be in no frame: then the layer stays off the slider.
    timed = "start_utc" in fields and all(feature["start_utc"] for feature in layer.getFeatures())
    check(layer.temporalProperties().isActive() == timed, f"{where}: {name} {'is not' if timed else 'is'} on the time slider")
    used = {column for text in layer.renderer().usedAttributes(QgsRenderContext()) for column in columns_of(text, fields)}
    used -= set(fields)
    check(not used, f"{where}: {name} is drawn by fields that it has not: {used}")
    check_tip(layer, where)
    check_kinds(layer, where)


def columns_of(text, fields):
    """The columns in an attribute of a renderer, which is a column or an expression."""
    return {text} if text in fields else QgsExpression(text).referencedColumns()


def check_tip(layer, where):
    for feature in layer.getFeatures(QgsFeatureRequest().setLimit(20)):
        context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
        context.setFeature(feature)
        tip = QgsExpression.replaceExpressionText(layer.mapTipTemplate(), context)
        check("[%" not in layer.mapTipTemplate() or "<b>" in tip or "<br>" in tip, f"{where}: a map tip of {stem(layer)} says nothing")
        tags = tip.count("<") - sum(tip.count(tag) for tag in ("<b>", "</b>", "<br>", "<a href=", "</a>", "<div ", "</div>"))
        check(tags == 0, f"{where}: a map tip of {stem(layer)} has markup from the data: {tip[:120]}")


def check_kinds(layer, where):
    """A categorised layer has exactly one category for all that no other takes."""
    renderer = layer.renderer()
    if renderer.type() != "categorizedSymbol":
        return
    values = [category.value() for category in renderer.categories()]
    check(values.count("") == 1, f"{where}: {stem(layer)} has {values.count('')} categories for all else")


def frames(project):
    """The frames of the time slider as the project presets it."""
    settings = project.timeSettings()
    whole = settings.temporalRange()
    add = {"days": "addDays", "weeks": "addDays", "months": "addMonths", "years": "addYears"}
    unit = STEPS[QgsUnitTypes.encodeUnit(settings.timeStepUnit())]
    step = int(settings.timeStep()) * (7 if unit == "weeks" else 1)
    begin = plain(whole.begin())
    while begin <= plain(whole.end()):
        end = getattr(begin, add[unit])(step)
        yield QgsDateTimeRange(begin, end, True, False)
        begin = end


def days(spans, most=30):
    """A frame of one day for the first days of some incidents."""
    firsts = sorted({begin.toString(Qt.ISODate) for begin, _ in spans})
    for text in firsts[:: max(1, len(firsts) // most)]:
        yield QgsDateTimeRange(utc(text), utc(text).addDays(1), True, False)


def check_frames(project, layer):
    """Every incident is in exactly the frames that its first and last second touch: those of the slider, and single days."""
    spans = [(plain(f["start_utc"]), plain(f["end_utc"])) for f in layer.getFeatures()]
    context = QgsVectorLayerTemporalContext()
    context.setLayer(layer)
    seen, count = set(), 0
    slider = list(frames(project))
    for frame in slider + list(days(spans)):
        count += 1
        text = layer.temporalProperties().createFilterString(context, frame)
        shown = {f.id() for f in layer.getFeatures(QgsFeatureRequest().setFilterExpression(text).setNoAttributes())}
        begin, end = frame.begin(), frame.end()
        expected = sum(1 for a, b in spans if a < end and b >= begin)
        check(len(shown) == expected, f"frame from {begin.toString(Qt.ISODate)}: {len(shown)} incidents, not {expected}")
        seen |= shown
    check(len(seen) == len(spans), f"{len(spans) - len(seen)} incidents are in no frame")
    print(f"  {len(slider)} frames and {count - len(slider)} days were compared with {len(spans)} dated incidents")


def check_files(folder):
    for path in sorted(glob.glob(folder + "/layers/**/*.geojson", recursive=True)):
        layer = QgsVectorLayer(path, "layer", "ogr")
        check(layer.loadDefaultStyle()[1], f"{os.path.basename(path)} takes no style from the file beside it")
        check_layer(layer, "by itself")


def canvas(project, at=None):
    settings = QgsMapSettings()
    root = project.layerTreeRoot()
    settings.setLayers([layer for layer in root.layerOrder() if root.findLayer(layer.id()).isVisible()])
    settings.setOutputSize(QSize(1500, 1150))
    settings.setOutputDpi(130)
    settings.setBackgroundColor(project.backgroundColor())
    settings.setDestinationCrs(project.crs())
    settings.setExtent(project.viewSettings().defaultViewExtent())
    settings.setTransformContext(project.transformContext())
    if at:
        settings.setIsTemporal(True)
        settings.setTemporalRange(at)
    job = QgsMapRendererSequentialJob(settings)
    job.start()
    job.waitForFinished()
    check(not job.errors(), f"canvas: {[e.message for e in job.errors()]}")
    return job.renderedImage()


def check_project(folder, pictures):
    project = QgsProject.instance()
    start = time.time()
    check(project.read(folder + "/incidents.qgz"), f"the project does not open: {project.error()}")
    print(f"  the project opens in {time.time() - start:.1f} s with {len(project.mapLayers())} layers")
    check(project.filePathStorage() == Qgis.FilePathType.Relative, "paths are not relative")
    check(project.crs().isValid(), "the project has no reference system")
    check(project.readNumEntry("TemporalControllerWidget", "/NavigationMode", -1)[0] == 0, "the time slider is on")
    check(not project.viewSettings().defaultViewExtent().isNull(), "no view is preset")
    for layer in project.mapLayers().values():
        check(layer.source().startswith(folder), f"{layer.name()} lies elsewhere: {layer.source()}")
        check_layer(layer, "in the project")
    layers = {stem(layer): layer for layer in project.mapLayers().values()}
    tree = {node.layerId() for node in project.layerTreeRoot().findLayers()}
    check(tree == set(project.mapLayers()), "layers and the tree differ")
    if "incidents" in layers:
        check_frames(project, layers["incidents"])
        labels = [node.label() for node in layers["incidents"].renderer().legendSymbolItems()]
        if any(field.name() == "killed" for field in layers["incidents"].fields()):
            check(any("not known" in label for label in labels), f"no legend of sizes: {labels}")
    check("land" in layers and "borders" in layers, "the base map is missing")
    image = canvas(project)
    if pictures:
        image.save(pictures + "/canvas.png")
    for layout in project.layoutManager().printLayouts():
        check_layout(project, layout, pictures)
    check(len(project.layoutManager().printLayouts()) == (2 if "incidents" in layers else 1), "layouts are missing")
    project.clear()


def check_layout(project, layout, pictures):
    maps = [item for item in layout.items() if isinstance(item, QgsLayoutItemMap)]
    themes = project.mapThemeCollection()
    for item in maps:
        check(themes.hasMapTheme(item.followVisibilityPresetName()), f"{layout.name()}: {item.id()} follows no theme")
        if item.id() == "Locator":
            shown = {stem(layer) for layer in themes.mapThemeVisibleLayers(item.followVisibilityPresetName())}
            check(shown <= {"land", "lakes", "borders"}, f"the locator shows {shown}")
    timed = [item.temporalRange() for item in maps if item.isTemporal()]
    if layout.name() == "Six periods":
        check(len(timed) == len(maps) and 1 <= len(maps) <= 6, f"{len(timed)} of {len(maps)} maps have a time")
        check(len({r.begin().toString() for r in timed}) == len(timed), "two maps show the same time")
    for item in layout.items():
        if isinstance(item, QgsLayoutItemLabel) and item.id() == "Title":
            check(item.currentText().replace("\u200b", "") == project.title(), f"the title became {item.currentText()!r}")
    with tempfile.TemporaryDirectory() as folder:
        path = pictures or folder
        name = f"{path}/{layout.name().replace(' ', '_')}"
        exporter = QgsLayoutExporter(layout)
        start = time.time()
        result = exporter.exportToPdf(name + ".pdf", QgsLayoutExporter.PdfExportSettings())
        check(result == QgsLayoutExporter.Success, f"{layout.name()} does not export to PDF: {result}")
        size = os.path.getsize(name + ".pdf") if os.path.exists(name + ".pdf") else 0
        print(f"  {layout.name()}: PDF of {size / 1e6:.1f} MB in {time.time() - start:.1f} s")
        if pictures:
            settings = QgsLayoutExporter.ImageExportSettings()
            settings.dpi = 150
            exporter.exportToImage(name + ".png", settings)


def check_package(folder):
    """The project that the GeoPackage of the folder holds, where there is one."""
    path = folder + "/incidents.gpkg"
    if not os.path.exists(path):
        return
    project = QgsProject.instance()
    project.clear()
    storage = QgsApplication.projectStorageRegistry().projectStorageFromUri("geopackage:" + path)
    names = storage.listProjects("geopackage:" + path)
    check(len(names) == 1, f"the GeoPackage holds the projects {names}")
    check(project.read(f"geopackage:{path}?projectName={names[0]}"), f"its project does not open: {project.error()}")
    layers, layouts = project.mapLayers().values(), project.layoutManager().printLayouts()
    print(f"  the GeoPackage's project {names[0]} opens with {len(layers)} layers and {len(layouts)} layouts")
    bad = [layer.name() for layer in layers if not layer.isValid()]
    check(not bad, f"layers of the GeoPackage's project are not valid: {bad}")
    tables = {layer.source().split("layername=")[-1].split("|")[0] for layer in layers}
    check(all(path in layer.source() for layer in layers), "layers of the GeoPackage's project lie elsewhere")
    check({"incidents", "land", "borders"} <= tables, f"the GeoPackage's project has the layers {sorted(tables)}")
    check(len(layouts) == 2, f"the GeoPackage's project has {len(layouts)} layouts")
    project.clear()


def check_definition(folder):
    project = QgsProject.instance()
    project.clear()
    done, error = QgsLayerDefinition.loadLayerDefinition(folder + "/incidents.qlr", project, project.layerTreeRoot())
    check(done, f"the layer definition does not load: {error}")
    bad = [layer.name() for layer in project.mapLayers().values() if not layer.isValid()]
    check(not bad and project.mapLayers(), f"layers of the definition are not valid: {bad}")
    project.clear()


def main():
    folder = os.path.abspath(sys.argv[1])
    pictures = sys.argv[2] if len(sys.argv) > 2 else None
    QgsApplication.setPrefixPath("/usr", True)
    application = QgsApplication([], False)
    application.initQgis()
    log = []
    application.messageLog().messageReceived.connect(lambda text, tag, level: log.append(f"{tag}: {text}"))
    print(f"{folder}, QGIS {Qgis.QGIS_VERSION}")
    check_files(folder)
    check_project(folder, pictures)
    check_definition(folder)
    check_package(folder)
    for message in sorted(set(log)):
        check(False, f"logged: {message}")
    for finding in findings:
        print("  " + finding)
    print(f"  {len(findings)} findings")
    sys.stdout.flush()
    # QGIS may crash when Python takes it down.
    os._exit(1 if findings else 0)


main()
