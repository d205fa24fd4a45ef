using System.Globalization;

namespace Siskin.Models.Training;

/// <summary>
/// Two tab-separated files beside the checkpoints: the loss of every step and the results of every validation.
/// </summary>
public sealed class LossLog
{
    private readonly string _training;
    private readonly string _validation;

    /// <param name="folder">The run's folder.</param>
    /// <param name="resumedAt">Steps of the checkpoint; later lines of an earlier try are cut off.</param>
    public LossLog(string folder, int resumedAt)
    {
        _training = Path.Combine(folder, "loss.tsv");
        _validation = Path.Combine(folder, "validation.tsv");
        Keep(_training, "step\tloss\tgradient_norm\tsamples_per_second\tgflop", resumedAt);
        Keep(_validation, "step\tloss\ttask\texact", resumedAt);
    }

    /// <summary>Adds one training step.</summary>
    public void Step(int step, double loss, double gradientNorm, double samplesPerSecond, double flops) =>
        File.AppendAllText(_training, Line(step, loss, gradientNorm, samplesPerSecond, flops / 1e9));

    /// <summary>Adds one validation, a line per task.</summary>
    public void Validation(int step, double loss, IReadOnlyDictionary<string, double> exact)
    {
        foreach (var (task, share) in exact)
            File.AppendAllText(_validation, Line(step, loss, task, share));
    }

    /// <summary>Steps and losses of the run so far.</summary>
    public (double[] Steps, double[] Losses) ReadTraining()
    {
        var rows = File.ReadLines(_training).Skip(1).Select(l => l.Split('\t')).ToList();
        return ([.. rows.Select(r => Number(r[0]))], [.. rows.Select(r => Number(r[1]))]);
    }

    /// <summary>
    /// Operations counted up to each step, forward and backward; runs that were begun before they were counted have
    /// none.
    /// </summary>
    /// <exception cref="InvalidDataException">A step stands there twice: the sum would be too large.</exception>
    public IReadOnlyDictionary<int, double> ReadFlops()
    {
        var flops = new Dictionary<int, double>();
        double sum = 0;
        foreach (var row in File.ReadLines(_training).Skip(1).Select(l => l.Split('\t')))
        {
            sum += row.Length > 4 ? Number(row[4]) * 1e9 : 0;
            if (!flops.TryAdd((int)Number(row[0]), sum))
                throw new InvalidDataException(
                    $"{_training}: step {row[0]} stands there twice, as where two processes trained in one folder; "
                        + "begin that run anew in an empty one"
                );
        }
        return flops;
    }

    /// <summary>Steps and losses of the validations.</summary>
    public IReadOnlyDictionary<int, double> ReadValidationLosses() =>
        File.ReadLines(_validation)
            .Skip(1)
            .Select(l => l.Split('\t'))
            .GroupBy(r => (int)Number(r[0]))
            .ToDictionary(step => step.Key, step => Number(step.First()[1]));

    /// <summary>Steps and shares of exact answers of each task.</summary>
    public IReadOnlyDictionary<string, (double[] Steps, double[] Exact)> ReadValidation() =>
        File.ReadLines(_validation)
            .Skip(1)
            .Select(l => l.Split('\t'))
            .GroupBy(r => r[2], StringComparer.Ordinal)
            .ToDictionary(
                g => g.Key,
                g => (g.Select(r => Number(r[0])).ToArray(), g.Select(r => Number(r[3])).ToArray())
            );

    private static void Keep(string path, string header, int upTo)
    {
        var kept = File.Exists(path)
            ? File.ReadLines(path).Skip(1).Where(l => Number(l.Split('\t')[0]) <= upTo).ToList()
            : [];
        File.WriteAllLines(path, [header, .. kept]);
    }

    private static string Line(params object[] cells) =>
        string.Join(
            '\t',
            cells.Select(c => c is double d ? d.ToString("G6", CultureInfo.InvariantCulture) : c.ToString())
        ) + "\n";

    private static double Number(string cell) => double.Parse(cell, CultureInfo.InvariantCulture);
}
