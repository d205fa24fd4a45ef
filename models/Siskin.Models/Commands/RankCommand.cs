using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Siskin.Models.Evaluation;
using Siskin.Models.Ranking;
using Siskin.Runtime.Signals.Questions;
using Siskin.Runtime.Signals.Queries;
using Siskin.Runtime.Signals.Ranking;
using Siskin.Runtime.Signals.Reading;

namespace Siskin.Models.Commands;

internal static class RankCommand
{
    private static readonly Argument<string[]> Files = new("files");
    private static readonly Option<string[]> Test = new("--test") { AllowMultipleArgumentsPerToken = true };
    private static readonly Option<int> Epochs = new("--epochs") { DefaultValueFactory = _ => 8 };
    private static readonly Option<double> Rate = new("--rate") { DefaultValueFactory = _ => 0.1 };
    private static readonly Option<double> Penalty = new("--penalty") { DefaultValueFactory = _ => 1e-3 };
    private static readonly Option<int> Bits = new("--bits") { DefaultValueFactory = _ => 18 };
    private static readonly Option<bool> Show = new("--show");

    public static Command Create()
    {
        var command = new Command("rank", "x") { Files, Test, Epochs, Rate, Penalty, Bits, Show };
        command.SetAction(a => CommandErrors.Report(() => Run(a)));
        return command;
    }

    private static int Run(ParseResult a)
    {
        var train = a.GetRequiredValue(Files).SelectMany(Read).ToList();
        var test = (a.GetValue(Test) ?? []).SelectMany(Read).ToList();
        Console.WriteLine($"{train.Count} train, {train.Count(o => o.e.HasRight)} reachable; {test.Count} test, in scope reachable {test.Count(o => o.e.IsInScope && o.e.HasRight)} of {test.Count(o => o.e.IsInScope)}; candidates {train.Average(o => o.e.Candidates.Count):0}");
        var trainer = new RankingTrainer(a.GetValue(Bits), a.GetValue(Rate), a.GetValue(Penalty), 1);
        for (var ep = 0; ep < a.GetValue(Epochs); ep++)
        {
            trainer.Fit([.. train.Select(o => o.e)], 1);
            int inn = 0, right = 0, outt = 0, outr = 0, rules = 0, oracle = 0;
            var bins = new int[10, 4];
            foreach (var (e, rule, rc) in test)
            {
                var p = trainer.Probabilities(e);
                // by answer
                var byAnswer = new Dictionary<string, (double P, bool R)>();
                for (var i = 0; i < p.Length; i++)
                {
                    var c = byAnswer.GetValueOrDefault(e.Candidates[i].Answer);
                    byAnswer[e.Candidates[i].Answer] = (c.P + p[i], e.IsRight[i]);
                }
                var best = byAnswer.MaxBy(x => x.Value.P);
                bool r = best.Value.R, ruleR = rule;
                if (e.IsInScope) { inn++; right += r ? 1 : 0; rules += ruleR ? 1 : 0; oracle += r || ruleR ? 1 : 0; }
                else { outt++; outr += r ? 1 : 0; }
                var bin = Math.Min(9, (int)(best.Value.P * 10));
                bins[bin, 0]++; bins[bin, 1] += r ? 1 : 0;
                if (a.GetValue(Show) && ep == a.GetValue(Epochs) - 1 && e.IsInScope && !r)
                    Console.WriteLine($"{e.Prompt} -> {best.Key} p={best.Value.P:0.00} rule {(ruleR ? "right" : "wrong")} {rc:0.00} {(e.HasRight ? "" : "UNREACHABLE")}");
            }
            Console.WriteLine($"epoch {ep + 1}: in {100.0 * right / inn:0.0} of {inn}; rules {100.0 * rules / inn:0.0}; either {100.0 * oracle / inn:0.0}; out {outr} of {outt}; bins {string.Join(' ', Enumerable.Range(0, 10).Select(b => $"{bins[b, 1]}/{bins[b, 0]}"))}");
        }
        return 0;
    }

    private static IEnumerable<(RankedExample e, bool rule, double confidence)> Read(string path)
    {
        foreach (var line in File.ReadLines(path))
        {
            if (line.Trim().Length == 0) continue;
            using var d = JsonDocument.Parse(line);
            var q = d.RootElement;
            var s = q.GetProperty("sensors");
            var text = s.ValueKind == JsonValueKind.String ? s.GetString()! : s.GetRawText();
            var prompt = q.GetProperty("prompt").GetString()!;
            string[] accept = [.. q.GetProperty("accept").EnumerateArray().Select(x => x.GetString()!)];
            var table = SignalReader.Read(text);
            var candidates = QuestionRanking.Candidates(prompt, table);
            if (candidates.Count == 0) continue;
            var inScope = q.TryGetProperty("scope", out var sc) && sc.GetString() == "in";
            var cache = new Dictionary<string, bool>();
            bool[] right = [.. candidates.Select(c => cache.TryGetValue(c.Answer, out var v) ? v : cache[c.Answer] = QuestionFile.Accepts(accept, c.Answer))];
            var reading = RuleQuestionReader.Read(prompt, table);
            var answer = QueryEvaluator.Evaluate(reading.Query, table).Text;
            yield return (new RankedExample(prompt, inScope, candidates, right), QuestionFile.Accepts(accept, answer), reading.Confidence);
        }
    }
}
