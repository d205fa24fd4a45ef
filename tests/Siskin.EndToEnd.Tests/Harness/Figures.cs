using System.Globalization;

namespace Siskin.EndToEnd.Tests.Harness;

/// <summary>Figures over samples, and of processes.</summary>
internal static class Figures
{
    /// <summary>Percentile by the nearest rank; 0 without samples.</summary>
    public static double Percentile(IEnumerable<double> samples, double percent)
    {
        var sorted = samples.Order().ToArray();
        return sorted.Length == 0 ? 0 : sorted[Math.Max(0, (int)Math.Ceiling(sorted.Length * percent / 100) - 1)];
    }

    /// <summary>Slope of the least-squares line through (x, y), in units of y per unit of x.</summary>
    public static double Slope(IReadOnlyList<(double X, double Y)> points)
    {
        var (x, y) = (points.Average(p => p.X), points.Average(p => p.Y));
        var spread = points.Sum(p => (p.X - x) * (p.X - x));
        return spread == 0 ? 0 : points.Sum(p => (p.X - x) * (p.Y - y)) / spread;
    }

    /// <summary>Resident memory of a process in MB (10^6 bytes); 0 when it is gone.</summary>
    public static double ResidentMegabytes(int process) => StatusMegabytes(process, "VmRSS:");

    /// <summary>Largest resident memory of a process in MB.</summary>
    public static double PeakMegabytes(int process) => StatusMegabytes(process, "VmHWM:");

    /// <summary>Processor seconds that a process used so far.</summary>
    public static double ProcessorSeconds(int process)
    {
        // After the name in parentheses: state is field 3, utime 14, stime 15, in hundredths.
        var stat = File.ReadAllText($"/proc/{process}/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return (Number(fields[11]) + Number(fields[12])) / 100.0;
    }

    private static double StatusMegabytes(int process, string field)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process}/status")
                .FirstOrDefault(l => l.StartsWith(field, StringComparison.Ordinal));
            return line is null
                ? 0
                : Number(line[field.Length..].Replace("kB", "", StringComparison.Ordinal)) * 1024 / 1e6;
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
