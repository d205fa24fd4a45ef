using System.Text.RegularExpressions;
using Siskin.Runtime.Signals.Reading.Shapes;

namespace Siskin.Runtime.Signals.Reading;

/// <summary>Turns sensor text, in whichever of the known forms, into a table of signals and events.</summary>
public static partial class SignalReader
{
    /// <summary>Most characters of a text that are looked at; a longer one is read by nobody.</summary>
    public const int Longest = 1 << 18;

    // What stands before a document on its line.
    private const int LongestTopic = 80;

    /// <summary>Reads a text; the table is empty where no form fits.</summary>
    public static SignalTable Read(string text)
    {
        if (text.Length > Longest || string.IsNullOrWhiteSpace(text))
            return SignalTable.Empty;
        text = LongGap().Replace(text, "$1");
        text = SerialTraffic.Payload(text) ?? PublishedMessages.Plain(CellBreaks.Plain(text));
        text = PrinterForm.Reported(PluginOutput.Plain(FlowMessages.Plain(text)));
        text = Star().Replace(text, "°");
        text = TreeMarks.Plain(ControlMarks.Plain(MarkupText.Lines(text) is { Length: > 0 } page ? page : text));
        if (string.IsNullOrWhiteSpace(text))
            return SignalTable.Empty;
        var known = PublishedAttributes.Joined(Known(text));
        var best = ReadingChoice.IsExact(known) ? known : ReadingChoice.Best(text, known);
        // What may have been cut in the wrong places is still more than nothing, but no answer from it is a sure one.
        return DecimalCommas.Applied(
            best.IsDoubtful ? best with { IsWeak = true, Agreed = new HashSet<string>() } : best
        );
    }

    /// <summary>Reads a text by the forms that are known.</summary>
    internal static SignalTable Known(string text)
    {
        var table = new TableBuilder();
        var trimmed = text.Trim();
        // Cut out of the middle of a list.
        if (trimmed[0] == ',' && trimmed.AsSpan(1).TrimStart() is ['{', ..])
            trimmed = trimmed[1..].TrimStart();
        if (trimmed[0] is '{' or '[')
        {
            trimmed = DocumentText.Measured(trimmed);
            if (JsonForm.TryRead(trimmed, "", table))
                return table.Build("json");
        }

        if (LooseJson.Of(trimmed) is { } loose && JsonForm.TryRead(loose, "", table))
            return table.Build("json");
        if (Unbracketed(trimmed) is { } items)
            return items;
        if (
            DocumentText.Headed(trimmed) is { } headed
            && LooseJson.Of(headed.Document) is { } behind
            && JsonForm.TryRead(behind, headed.Head.Contains(' ', StringComparison.Ordinal) ? "" : headed.Head, table)
        )
            return table.Build("json");
        string[] lines = [.. text.Split('\n').Select(line => line.TrimEnd('\r', ' '))];
        // A heading behind the sign of a comment is no command behind a prompt.
        lines = CommentedHeading.Plain(lines);
        if (ShellSession.Outputs(lines) is { } outputs)
            return Joined(outputs);
        if (
            GpuTable.TryRead(lines, table)
            || RaidForm.TryRead(lines, table)
            || NetworkForms.TryRead(lines, table)
            || VeDirectForm.TryRead(lines, table)
            || DeviceStatistics.TryRead(lines, table)
            || ObisTable.TryRead(lines, table)
            || MetricForms.TryStatsd(lines, table)
            || CapitalColumns.TryRead(lines, table)
            || PrinterConsole.TryRead(lines, table)
        )
            return table.Build("tool");
        if (LevelledLog.TryRead(lines, table) || AlarmLists.TryRead(lines, table))
            return table.Build("log");
        if (trimmed[0] == '<' && XmlForm.TryRead(trimmed, table))
            return UnitRecords.Named(table.Build("xml"));
        if (BareColumns.TryRead(lines, table) || TabbedRows.TryRead(lines, table))
            return table.Build("table");
        if (AlternateLines.TryRead(lines, table))
            return table.Build("lines");
        if (
            RegisterDump.TryRead(lines, table)
            || AddressedLines.TryRead(lines, table)
            || WordColumns.TryRead(lines, table)
        )
            return table.Build("table");
        if (TableForm.TryRead(lines, table, out var before))
        {
            Around([.. lines[..before].Where(line => !TableCells.TryPair(line, table))], table);
            return table.Build("table");
        }

        if (RuledColumns.TryRead(lines, table))
            return table.Build("table");
        // Blank lines between documents part no blocks.
        var areDocuments = Array.TrueForAll(lines, line => line.Trim() is [] or [.., '}'] && IsDocument(line));
        var form = (areDocuments ? null : TextBlocks.TryRead(lines, table)) ?? Lines(lines, table);
        return table.Count > 0 ? table.Build(form) : SignalTable.Empty;
    }

    // Outputs of several commands: each is read by itself.
    private static SignalTable Joined(List<string> outputs)
    {
        var table = new TableBuilder();
        var form = "";
        foreach (var output in outputs)
        {
            var part = Read(output);
            if (form.Length == 0)
                form = part.Form;
            table.Append(part);
        }

        return table.Count > 0 ? table.Build(outputs.Count > 1 ? "tool" : form) : SignalTable.Empty;
    }

    /// <summary>
    /// Reads lines that stand before or behind a table: one by one, and by their structure those of which names would
    /// still hold values.
    /// </summary>
    internal static void Around(string[] lines, TableBuilder table)
    {
        var rest = new List<string>(lines.Length);
        foreach (var line in lines.Select(Plain))
            if (line.Trim().Length == 0 || TableForm.Ruler().IsMatch(line))
                rest.Add("");
            else if (Tangled(line) is { } shaped)
                table.AppendWeak(shaped);
            else
                rest.Add(line);
        Lines([.. rest], table);
    }

    // "_Exported 11:55, made 87_": emphasis below a table in a page.
    private static string Plain(string line) =>
        line.Trim() is ['_', .., '_'] or ['*', .., '*'] ? line.Trim().Trim('_', '*') : line;

    // "pack 53.1 V   cur -21.6 A   cycles 143": what a line of several values without marks says, or null for any other.
    private static SignalTable? Tangled(string line)
    {
        if (!line.Any(char.IsAsciiDigit) && !line.Trim().Contains("  ", StringComparison.Ordinal))
            return null;
        var part = new TableBuilder();
        Lines([line], part);
        var known = part.Build("pairs");
        if (
            known.Events.Count > 0
            || !(
                known.LinesLeft > 0
                || known.Signals.Count == 0
                || known.Signals.Any(one => ReadingScore.IsTangled(one.Path))
            )
        )
            return null;
        var shaped = ShapeForm.Read([line]);
        return shaped.Signals.Count > 1 && !shaped.Signals.Any(one => ReadingScore.IsTangled(one.Path)) ? shaped : null;
    }

    /// <summary>Reads lines one by one, and says by which form.</summary>
    internal static string Lines(string[] lines, TableBuilder table)
    {
        var form = "";
        lines = JsonLines.Joined(PrinterForm.Plain(lines));
        var rows = SnmpNames.Of(lines);
        if (rows.Count > 0)
            lines = [.. lines.Select(line => SnmpNames.Named(line, rows))];
        lines = NamedRows.Of(lines);
        var isJournal = LogForm.IsJournal(lines, out var isWhole);
        var first = Array.FindIndex(lines, line => line.Trim().Length > 0);
        var tree = new TextTree();
        var severalDocuments = lines.Count(line => line.StartsWith('{')) > 1;
        var called = severalDocuments ? JsonNames.Of(lines.Where(line => line.StartsWith('{'))) : "";
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i];
            var body = line.Contains(" ....", StringComparison.Ordinal)
                ? Leader().Replace(line.Trim(), ": ")
                : line.Trim();
            if (body.Length == 0)
            {
                tree.End();
                continue;
            }

            if (body.StartsWith("Adapter:", StringComparison.Ordinal) || IsComment(body) || Process().IsMatch(body))
                continue;
            if (
                body.StartsWith("- {", StringComparison.Ordinal)
                && FlowLists.TryRead(lines, i, out var list) is > 0 and var items
                && JsonForm.TryRead(list, tree.Path.TrimEnd('/'), table)
            )
            {
                i += items - 1;
                table.CountLine(isExact: true);
                form = form.Length > 0 ? form : "topics";
                continue;
            }

            var isState = LogForm.TryState(body, table);
            // Only the wires are logged.
            if (!isState && (body = LogForm.Untagged(body)).Length == 0)
                continue;
            var own =
                isState ? "esphome log"
                : NmeaForm.TryRead(body, table) ? "nmea"
                : PrinterForm.TryRead(body, table) ? "printer"
                : LogForm.TryPayload(body, table) ? "topics"
                : PlantForms.TryRead(body, table) ? "plant"
                : LogForm.TryEvent(body, table)
                || isJournal
                    && (LogForm.TryStamped(body, isWhole, table) || LogForm.TryUntimed(body, i == first, table))
                    ? "log"
                : ObdForm.TryRead(body, table) ? "instrument"
                : WeatherReportForm.TryRead(body, table) ? "weather"
                : TryTopic(body, severalDocuments, called, table) ? "topics"
                : MetricForms.TryPrometheus(body, table) ? "prometheus"
                : MetricForms.TryInflux(body, table) ? "influx"
                : MetricForms.TryGraphite(body, table) ? "graphite"
                : MetricForms.TrySender(body, table) ? "sender"
                : CollectdForm.TryRead(body, table) ? "collectd"
                : ObisForm.TryRead(body, table) ? "obis"
                : InstrumentForms.TryRead(body, table) ? "instrument"
                : null;
            if (own is not null)
                table.CountLine(isExact: true);
            else if (
                (
                    tree.TryItem(line, body, i + 1 < lines.Length ? lines[i + 1] : "")
                    || tree.TryThing(body, i + 1 < lines.Length ? lines[i + 1] : "")
                    || tree.TryNumbered(line, body, i + 1 < lines.Length ? lines[i + 1] : "")
                    || tree.TryWords(line, body, i + 1 < lines.Length ? lines[i + 1] : "")
                    || tree.TryRead(line, body)
                )
            )
                continue;
            own ??= OwnedFields.TryRead(body, tree.Path, table) ? "pairs" : null;
            own ??= RowForm.TryRead(body, tree.Path, table) ? "rows" : null;
            own ??= Pairs(body, tree.Path, table) ? "pairs" : null;
            if (own is null && IsRow(body))
                table.Leave();
            if (own == "rows" || own == "pairs" && SnmpNames.Is(body))
                table.CountLine(isExact: true);
            else if (own == "pairs")
                table.CountLine(isExact: false);
            if (form.Length == 0)
                form = own ?? "";
        }

        return form;
    }

    // "#0142 14/07/24 22:58 ARMED" is numbered.
    private static bool IsComment(string body) => body[0] == '#' && TimePrefix.Split(body).Time.Length == 0;

    private static bool TryTopic(string line, bool isOneOfMany, string called, TableBuilder table)
    {
        var brace = line.IndexOf('{', StringComparison.Ordinal);
        if (brace == 0)
            return JsonForm.TryRead(line.TrimEnd(','), "", table, isOneOfMany, called);
        if (OcppForm.Is(line))
            return JsonForm.TryRead(line, "", table);
        // "vend/slots [{"s":"A1"}]"
        if (
            line[^1] == ']'
            && line.IndexOf(" [{\"", StringComparison.Ordinal) is > 0 and var list
            && !line[..list].Contains(' ', StringComparison.Ordinal)
        )
            return JsonForm.TryRead(line[(list + 1)..], line[..list], table);
        if (brace <= 1 || line[brace - 1] is not (' ' or '\t' or ':' or '='))
            return false;
        var topic = line[..brace].Trim(' ', '\t', ':', '=', '\'');
        if (line[^1] == '}' && JsonForm.TryRead(line[brace..], topic, table))
            return true;
        return line.Contains("{\"", StringComparison.Ordinal)
            && LooseJson.Of(line[brace..]) is { } cut
            && JsonForm.TryRead(cut, topic, table);
    }

    private static bool Pairs(string body, string prefix, TableBuilder table)
    {
        (var time, var rest) = TimePrefix.Split(body);
        // A time by itself is no value.
        if (time.Length > 0 && rest.Length == 0)
            return false;
        // "[10/23/2031, 7:57:58 AM] [Garden] Zone 1: idle": who says it.
        if (time.Length > 0 && rest[0] == '[' && Said().Match(rest) is { Success: true } tag)
            rest = rest[tag.Length..];
        if (time.Length > 0 && ValueReader.Read(rest) is { Kind: not SignalKind.Text } alone)
        {
            table.Add(prefix + "value", alone, time);
            return true;
        }

        if (time.Length == 0 && prefix.Length == 0 && ValueReader.Read(body) is { Kind: SignalKind.Number } bare)
        {
            table.Add("value", bare);
            return true;
        }

        if (TimedValues().Match(body) is { Success: true } timed)
        {
            for (var i = 0; i < timed.Groups["v"].Captures.Count; i++)
                table.Add(
                    prefix + "value",
                    ValueReader.Read(timed.Groups["v"].Captures[i].Value),
                    timed.Groups["t"].Captures[i].Value
                );
            return true;
        }

        if (
            rest.Count(c => c == '&') > 1
            && rest.Count(c => c == '=') > 2
            && !rest.Contains(' ', StringComparison.Ordinal)
        )
            rest = rest.Replace('&', ' ');
        return PairForm.TryRead(rest, prefix, time, table);
    }

    // Objects of a list whose brackets were left out; those without names of their own are read one by one, if they
    // stand on lines of their own.
    private static SignalTable? Unbracketed(string text)
    {
        if (text[0] != '{' || !Between().IsMatch(text))
            return null;
        var table = new TableBuilder();
        if (!JsonForm.TryRead($"[{text.TrimEnd(',')}]", "", table))
            return null;
        var items = table.Build("json");
        return
            text.Contains('\n', StringComparison.Ordinal)
            && items.Signals.Any(one => one.Path.StartsWith("0/", StringComparison.Ordinal))
            ? null
            : items;
    }

    private static bool IsDocument(string line) =>
        line.Length == 0 || line.Contains('{', StringComparison.Ordinal) && line.IndexOf('{') < LongestTopic;

    [GeneratedRegex(@"\}\s*,\s*\{")]
    private static partial Regex Between();

    // A number by itself and a word: what might have been a value.
    private static bool IsRow(string body) => Lone().IsMatch(body) && body.Any(char.IsLetter);

    // More blanks between two words part no columns, and patterns that look for the next word would go over them again
    // and again.
    [GeneratedRegex(@"([ \t]{200})[ \t]+")]
    private static partial Regex LongGap();

    [GeneratedRegex(@"(?<![\w.:/-])[+\-]?\d+(?:[.,]\d+)?(?![\w.:/-])")]
    private static partial Regex Lone();

    [GeneratedRegex(@"^(?:\[[A-Za-z][\w .-]{0,40}\]\s+){1,3}(?=[A-Za-z])")]
    private static partial Regex Said();

    // "22.40 *C"
    [GeneratedRegex(@"(?<=\d\s?)\*(?=[CF](?![A-Za-z0-9]))")]
    private static partial Regex Star();

    // "└─1802 /usr/sbin/sshd -D": a process of a service.
    [GeneratedRegex(@"^[└├]─\s*\d+ \S")]
    private static partial Regex Process();

    // "Status ........ on"
    [GeneratedRegex(@"\s+\.{4,}\s+")]
    private static partial Regex Leader();

    [GeneratedRegex(@"^(?:(?<v>[+\-]?\d[^@]*?)\s*@\s*(?<t>\d{1,2}:\d{2}(?::\d{2})?)[,;]?\s*){2,}$")]
    private static partial Regex TimedValues();
}
