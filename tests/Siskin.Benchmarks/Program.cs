using System.Globalization;
using Siskin.Benchmarks;
using Siskin.EndToEnd.Tests.Harness;
using Spectre.Console;
using static Siskin.Benchmarks.Cells;

// Usage: Siskin.Benchmarks [BUNDLE [REQUESTS [STARTS]]]
//        Siskin.Benchmarks npu [BUNDLE [STARTS [RESTARTS]]]      with the stand-in for the NPU
//        Siskin.Benchmarks metrics [BUNDLE [ROUNDS]]             what [metrics] costs
//        Siskin.Benchmarks broker [BUNDLE [REQUESTS [BINARY]]]   what Mosquitto adds; an earlier binary beside this one
//        Siskin.Benchmarks load [BUNDLE [ROUNDS [REQUESTS [BINARY [BUNDLE]]]]]   requests/s through Mosquitto, one
//                                                                    worker beside; an earlier binary, and its bundle
//        Siskin.Benchmarks starts [BUNDLE [STARTS [BINARY [BUNDLE]]]]  beside an earlier binary, and its bundle
//        Siskin.Benchmarks lookahead BUNDLE QUESTIONS [ROUNDS [TOKENS [THREADS [VARIANT [end]]]]]
//        Siskin.Benchmarks llama FOLDER BUNDLES [ROUNDS [THREADS]]   beside llama.cpp, whose library lies in FOLDER;
//                                                                    several bundles with commas between
//        Siskin.Benchmarks operators BUNDLE VARIANT [TOKENS [RUNS [THREADS]]]   of a text-only encoder-decoder
//        Siskin.Benchmarks batch BUNDLE VARIANT [ROUNDS [INPUT [OUTPUT [THREADS [EARLIER]]]]]   eight requests together
//                                       and one by one, these by an earlier bundle of the same sizes
string[] modes = ["batch", "npu", "broker", "metrics", "starts", "lookahead", "load", "llama", "operators"];
var mode = modes.Contains(args.FirstOrDefault()) ? args[0] : "";
var rest = mode.Length > 0 ? args[1..] : args;
var bundle = Path.GetFullPath(
    rest.ElementAtOrDefault(0) ?? (mode == "npu" ? Checkout.TinyNpuBundle : Checkout.TrainedBundle)
);
var table = new Table()
    .Title($"siskin run with {Path.GetFileName(bundle)}")
    .AddColumns("figure", "p50", "p95", "largest", "at least");
switch (mode)
{
    case "broker":
        await MeasureBrokerAsync(Number(1, 200));
        break;
    case "load":
        await MeasureLoadAsync(Number(1, 8), Number(2, 120));
        break;
    case "llama":
        MeasureLlama(Number(2, 5), Number(3, Environment.ProcessorCount));
        break;
    case "batch":
        MeasureBatch();
        break;
    case "operators":
        MeasureOperators(Number(2, 512), Number(3, 5), Number(4, Environment.ProcessorCount));
        break;
    case "lookahead":
        MeasureLookahead();
        break;
    case "starts":
        await MeasureStartsAsync(Number(1, 20));
        break;
    case "metrics":
        await MeasureMetricsAsync(Number(1, 20));
        break;
    case "npu":
        await MeasureNpuAsync(Number(1, 5), Number(2, 10));
        break;
    default:
        await MeasureServiceAsync(Number(1, 200), Number(2, 10));
        break;
}

// Into a file as wide as it needs to be.
AnsiConsole.Profile.Width = Math.Max(AnsiConsole.Profile.Width, 160);
AnsiConsole.Write(table);

async Task MeasureBrokerAsync(int requests)
{
    var binaries = rest.Skip(2).Select(path => ("earlier", path)).Prepend(("this", Checkout.Binary)).ToArray();
    foreach (var lines in new[] { "", "set_tcp_nodelay true" })
    {
        var figures = await new BrokerFigures(bundle).RequestsAsync(requests, binaries, lines);
        foreach (var (figure, values) in figures)
            AddRow($"{(lines.Length == 0 ? "as installed" : lines)}, {figure}", values, "p50 under 2");
    }
}

async Task MeasureLoadAsync(int rounds, int requests)
{
    // A small model has one thread a request, so that one worker leaves all cores but one idle.
    List<StartSide> sides =
    [
        new("as installed", Checkout.Binary, bundle, ""),
        new("one worker", Checkout.Binary, bundle, "[engine]\nworkers = 1"),
    ];
    if (rest.ElementAtOrDefault(3) is { } binary)
        sides.Add(
            new StartSide(
                "earlier",
                Path.GetFullPath(binary),
                Path.GetFullPath(rest.ElementAtOrDefault(4) ?? bundle),
                ""
            )
        );
    table = LoadTable.Of(bundle, await new LoadFigures(sides).MeasureAsync(rounds, requests));
}

void MeasureLlama(int rounds, int threads)
{
    var bundles = rest[1].Split(',').Select(Path.GetFullPath).ToArray();
    var rows = new LlamaFigures(bundles, Path.GetFullPath(rest[0]), threads).Measure(rounds, AnsiConsole.WriteLine);
    table = new Table().AddColumns(
        "input",
        "side",
        "rounds",
        "first token ms",
        "against llama.cpp, %",
        "tokens/s",
        "times"
    );
    foreach (var length in rows.GroupBy(row => row.InputTokens))
    {
        var llama = length.Last();
        foreach (var row in length)
        {
            // Of rounds in which other programs left both alone.
            var calm = row
                .Rounds.Zip(llama.Rounds)
                .Where(both => both.First.Others <= OtherWork.Calm && both.Second.Others <= OtherWork.Calm)
                .ToArray();
            if (calm.Length == 0)
                continue;
            table.AddRow(
                $"{row.InputTokens}",
                row.Side,
                $"{calm.Length} of {row.Rounds.Count}",
                Show(Figures.Percentile([.. calm.Select(both => both.First.ToFirstToken)], 50)),
                Spread([.. calm.Select(both => ((both.First.ToFirstToken / both.Second.ToFirstToken) - 1) * 100)]),
                Show(1000 / Figures.Percentile([.. calm.Select(both => both.First.PerToken)], 50)),
                Spread([.. calm.Select(both => both.Second.PerToken / both.First.PerToken)])
            );
        }
    }
}

async Task MeasureServiceAsync(int requests, int starts)
{
    var figures = new ServiceFigures(bundle);
    AddRow($"start to online, {starts} starts, ms", await figures.StartsAsync(starts), "under 500");
    var load = await figures.LoadAsync(requests);
    AddRow($"round trip, {requests} requests, ms", load.RoundTrips, "");
    AddRow("round trip minus the model's work, ms", load.Overheads, "p50 under 5");
    table.AddRow("resident memory, MB", Show(load.ResidentBytes / 1e6), "", Show(load.PeakBytes / 1e6), "under 200");
}

async Task MeasureNpuAsync(int starts, int restarts)
{
    using var figures = new NpuFigures(bundle);
    AddRow($"start to NPU, compiling, {starts} starts, ms", await figures.StartsAsync(starts, compile: true), "");
    AddRow($"start to NPU, from the cache, {starts} starts, ms", await figures.StartsAsync(starts, compile: false), "");
    var (answered, back) = await figures.RestartsAsync(restarts);
    AddRow($"NPU restart to the next answer, {restarts} times, ms", answered, "under 1000");
    AddRow("NPU restart to the NPU's next answer, ms", back, "");
}

async Task MeasureMetricsAsync(int rounds)
{
    var ways = await new MetricsFigures(bundle).CostAsync(rounds);
    var without = ways[0];
    foreach (var (way, cost, megabytes) in ways)
    {
        AddRow($"{way}: processor time of a request, ms", cost, "");
        if (way == without.Way)
            continue;
        var ratios = cost.Zip(without.Milliseconds, (with, none) => ((with / none) - 1) * 100).ToArray();
        AddRow($"{way}: more than without, %", ratios, "p50 under 2");
        table.AddRow($"{way}: more memory, MB", Show(megabytes - without.Megabytes), "", "", "under 8");
    }
}

void MeasureOperators(int tokens, int runs, int threads)
{
    table = new Table().AddColumns("graph", "operator", "ms of a run", "%");
    foreach (var (graph, parts) in new OperatorFigures(bundle, rest[1], threads).Measure(tokens, runs))
    {
        var all = parts.Sum(part => part.Milliseconds);
        foreach (var (name, milliseconds) in parts.Where(part => part.Milliseconds > all / 200))
            table.AddRow(graph, name, Show(milliseconds), Show(milliseconds / all * 100));
        table.AddRow(graph, "all", Show(all), "");
    }
}

void MeasureBatch()
{
    var earlier = Path.GetFullPath(rest.ElementAtOrDefault(6) ?? bundle);
    var gain = new BatchFigures(bundle, rest[1], earlier, Number(5, Environment.ProcessorCount)).Measure(
        Number(2, 10),
        Number(3, 64),
        Number(4, 64)
    );
    double[] Of(Func<BatchRound, double> figure) => [.. gain.Rounds.Select(figure)];
    table = new Table().AddColumns("figure", "p50 (least to most)", "wanted");
    table.AddRow($"{BatchFigures.Requests} one by one, s", Spread(Of(round => round.OneByOne)), "");
    table.AddRow($"{BatchFigures.Requests} together, s", Spread(Of(round => round.Together)), "");
    table.AddRow("times as fast together", Spread(Of(round => round.OneByOne / round.Together)), "p50 3, better 4");
    table.AddRow(
        "one, where others could join it, longer by %",
        Spread(Of(round => ((round.Joinable / round.One) - 1) * 100)),
        "p50 at most 3"
    );
    table.AddRow("answers, the same", $"{gain.Answers}, {gain.Same}", "");
}

void MeasureLookahead()
{
    var figures = new LookaheadFigures(bundle, rest.ElementAtOrDefault(5), Number(4, 1), Path.GetFullPath(rest[1]));
    foreach (var again in new[] { false, true })
    {
        var gain = figures.Measure(Number(2, 5), Number(3, 64), again, rest.ElementAtOrDefault(6) == "end");
        var name = again ? "answered before" : "asked anew";
        AddRow($"{name}: tokens/s against one step a token", gain.Ratios, "p50 1.5");
        table.AddRow($"{name}: tokens foreseen, and right", $"{gain.Proposed}", $"{gain.Accepted}", "", "");
        table.AddRow(
            $"{name}: answers, the same, other ones of likelihood over 0.5",
            $"{gain.Answers}",
            $"{gain.Same}",
            $"{gain.SureAndOther}",
            ""
        );
    }
}

async Task MeasureStartsAsync(int starts)
{
    // With one thread there are no workers, and no second encoder for them: what is left is the rest of the program.
    const string OneThread = "[engine]\nthreads = 1";
    var sides = new List<StartSide>
    {
        new("this", Checkout.Binary, bundle, ""),
        new("this, one thread", Checkout.Binary, bundle, OneThread),
    };
    if (rest.ElementAtOrDefault(2) is { } binary)
    {
        var earlier = (
            Binary: Path.GetFullPath(binary),
            Bundle: Path.GetFullPath(rest.ElementAtOrDefault(3) ?? bundle)
        );
        sides.Add(new StartSide("earlier", earlier.Binary, earlier.Bundle, ""));
        sides.Add(new StartSide("earlier, one thread", earlier.Binary, earlier.Bundle, OneThread));
    }
    foreach (var (name, samples) in await new StartFigures(sides).StartsAsync(starts))
    {
        AddRow($"{name}: start to online, ms", [.. samples.Select(one => one.Milliseconds)], "");
        AddRow($"{name}: processor time of it, ms", [.. samples.Select(one => one.ProcessorMilliseconds)], "");
        AddRow($"{name}: resident when online, MB", [.. samples.Select(one => one.FirstMegabytes)], "");
        AddRow($"{name}: resident after 50 questions, MB", [.. samples.Select(one => one.LaterMegabytes)], "");
    }
    foreach (var side in sides.Where(side => side.Sections.Length == 0))
        table.AddRow($"{side.Name}: binary, MB", Show(new FileInfo(side.Binary).Length / 1e6), "", "", "");
}

int Number(int position, int otherwise) =>
    rest.Length > position ? int.Parse(rest[position], CultureInfo.InvariantCulture) : otherwise;

void AddRow(string figure, double[] values, string wanted) =>
    table.AddRow(
        figure,
        Show(Figures.Percentile(values, 50)),
        Show(Figures.Percentile(values, 95)),
        Show(values.Max()),
        wanted
    );
