package dev.factstream.evaluation.benchmark.table;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads the first sheet of an xlsx file (ECMA-376). Cells are text; formulas give their stored values; dates give their numbers. Stateless. */
final class Spreadsheet {
    private static final String RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private static final int LETTERS = 26;

    private Spreadsheet() {}

    /** Returns the rows of the first sheet. @throws IllegalArgumentException if the file is not an xlsx file */
    static List<List<String>> read(Path file) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            List<String> shared = sharedStrings(zip);
            try (InputStream in = open(zip, firstSheet(zip))) {
                return rows(parser(in), shared);
            }
        } catch (XMLStreamException | java.util.zip.ZipException e) {
            throw new IllegalArgumentException("it is not an xlsx file: " + e.getMessage(), e);
        }
    }

    private static String firstSheet(ZipFile zip) throws IOException, XMLStreamException {
        Optional<String> relation = Optional.empty();
        try (InputStream in = open(zip, "xl/workbook.xml")) {
            XMLStreamReader xml = parser(in);
            while (relation.isEmpty() && next(xml, "sheet")) {
                relation = Optional.ofNullable(xml.getAttributeValue(RELATIONS, "id"));
            }
        }
        try (InputStream in = open(zip, "xl/_rels/workbook.xml.rels")) {
            XMLStreamReader xml = parser(in);
            while (next(xml, "Relationship")) {
                if (relation.filter(xml.getAttributeValue(null, "Id")::equals).isPresent()) {
                    String target = xml.getAttributeValue(null, "Target");
                    return target.startsWith("/") ? target.substring(1) : "xl/" + target;
                }
            }
        }
        throw new IllegalArgumentException("the workbook has no sheet");
    }

    private static List<String> sharedStrings(ZipFile zip) throws IOException, XMLStreamException {
        List<String> texts = new ArrayList<>();
        if (zip.getEntry("xl/sharedStrings.xml") != null) {
            try (InputStream in = open(zip, "xl/sharedStrings.xml")) {
                XMLStreamReader xml = parser(in);
                while (next(xml, "si")) {
                    texts.add(richText(xml, "si")
                            .replace("x005F_", "")); // the escape of an underscore, removed as by openpyxl
                }
            }
        }
        return texts;
    }

    /** Returns the text of the element that has just begun, without phonetic hints, and moves to its end. */
    private static String richText(XMLStreamReader xml, String element) throws XMLStreamException {
        StringBuilder text = new StringBuilder();
        boolean phonetic = false;
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamReader.END_ELEMENT && xml.getLocalName().equals(element)) {
                break;
            }
            if ((event == XMLStreamReader.START_ELEMENT || event == XMLStreamReader.END_ELEMENT)
                    && xml.getLocalName().equals("rPh")) {
                phonetic = event == XMLStreamReader.START_ELEMENT;
            } else if (event == XMLStreamReader.START_ELEMENT
                    && xml.getLocalName().equals("t")) {
                String piece = xml.getElementText();
                text.append(phonetic ? "" : piece);
            }
        }
        return text.toString();
    }

    private static List<List<String>> rows(XMLStreamReader xml, List<String> shared) throws XMLStreamException {
        List<List<String>> rows = new ArrayList<>();
        List<String> row = List.of();
        while (xml.hasNext()) {
            if (xml.next() != XMLStreamReader.START_ELEMENT) {
                continue;
            }
            if (xml.getLocalName().equals("row")) {
                row = new ArrayList<>();
                rows.add(row);
            } else if (xml.getLocalName().equals("c")) {
                int column = column(xml.getAttributeValue(null, "r"), row.size());
                while (row.size() < column) {
                    row.add("");
                }
                row.add(cell(xml, xml.getAttributeValue(null, "t"), shared));
            }
        }
        while (!rows.isEmpty() && rows.get(rows.size() - 1).stream().allMatch(String::isEmpty)) {
            rows.remove(rows.size() - 1);
        }
        return rows;
    }

    private static String cell(XMLStreamReader xml, String type, List<String> shared) throws XMLStreamException {
        String value = "";
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamReader.END_ELEMENT && xml.getLocalName().equals("c")) {
                break;
            }
            if (event == XMLStreamReader.START_ELEMENT && xml.getLocalName().equals("v")) {
                value = xml.getElementText();
            } else if (event == XMLStreamReader.START_ELEMENT
                    && xml.getLocalName().equals("is")) {
                value = richText(xml, "is");
            }
        }
        if (type == null || type.equals("n")) {
            return value.isEmpty() ? value : TableColumn.number(value);
        }
        return switch (type) {
            case "s" -> shared.get(Integer.parseInt(value));
            case "b" -> value.equals("1") ? "True" : "False";
            case "e" -> "";
            default -> value;
        };
    }

    /** Returns the index of the column in a reference such as {@code AB12}; {@code next} without a reference. */
    private static int column(String reference, int next) {
        if (reference == null) {
            return next;
        }
        int column = 0;
        for (int i = 0; i < reference.length() && Character.isLetter(reference.charAt(i)); i++) {
            column = LETTERS * column + (reference.charAt(i) - 'A' + 1);
        }
        return column - 1;
    }

    private static boolean next(XMLStreamReader xml, String element) throws XMLStreamException {
        while (xml.hasNext()) {
            if (xml.next() == XMLStreamReader.START_ELEMENT
                    && xml.getLocalName().equals(element)) {
                return true;
            }
        }
        return false;
    }

    private static InputStream open(ZipFile zip, String name) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new IllegalArgumentException("it is not an xlsx file: it has no " + name);
        }
        return zip.getInputStream(entry);
    }

    private static XMLStreamReader parser(InputStream in) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newInstance();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        return factory.createXMLStreamReader(in);
    }
}
