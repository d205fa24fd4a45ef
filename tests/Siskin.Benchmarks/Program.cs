using System.Globalization;
using Siskin.Benchmarks;
using Siskin.EndToEnd.Tests.Harness;
using Spectre.Console;

// Usage: Siskin.Benchmarks [BUNDLE [REQUESTS [STARTS]]]
var bundle = Path.GetFullPath(args.ElementAtOrDefault(0) ?? Checkout.TrainedBundle);
var requests = Number(1, 200);
var starts = Number(2, 10);

var figures = new ServiceFigures(bundle);
var startTimes = await figures.StartsAsync(starts);
var load = await figures.LoadAsync(requests);

var table = new Table().Title($"siskin run with {Path.GetFileName(bundle)}").AddColumns("figure", "p50", "p95", "largest", "at least");
AddRow($"start to online, {starts} starts, ms", startTimes, "under 500");
AddRow($"round trip, {requests} requests, ms", load.RoundTrips, "");
AddRow("round trip minus the model's work, ms", load.Overheads, "p50 under 5");
table.AddRow("resident memory, MB", Show(load.ResidentBytes / 1e6), "", Show(load.PeakBytes / 1e6), "under 200");
AnsiConsole.Write(table);

int Number(int position, int otherwise) =>
    args.Length > position ? int.Parse(args[position], CultureInfo.InvariantCulture) : otherwise;

void AddRow(string figure, double[] values, string wanted) =>
    table.AddRow(figure, Show(Percentile(values, 50)), Show(Percentile(values, 95)), Show(values.Max()), wanted);

static string Show(double value) => value.ToString("0.0", CultureInfo.InvariantCulture);

// Nearest rank.
static double Percentile(double[] values, int percent) =>
    values.Order().ElementAt(Math.Max(0, (int)Math.Ceiling(values.Length * percent / 100.0) - 1));
