using Siskin.Models.Data;

namespace Siskin.Models.Evaluation;

/// <summary>
/// Reads a folder of frames with <c>labels.tsv</c>: file, tab, label; a first line "file, label" is a header.
/// </summary>
internal static class FrameFolder
{
    private const string LabelsFile = "labels.tsv";

    /// <summary>The set of a folder. The label <c>NaN</c> (no value to read) stands for the answer <c>N</c>.</summary>
    /// <param name="folder">Holds the frames and their labels.</param>
    /// <param name="prompt">Asked about every frame.</param>
    /// <param name="scoring">How replies are compared with labels.</param>
    /// <exception cref="InvalidDataException">A line is not a file name and a label, or names a file outside the
    /// folder.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static EvaluationSet Read(string folder, string prompt, Scoring scoring)
    {
        var labels = Path.Combine(folder, LabelsFile);
        var samples = new List<Sample>();
        var number = 0;
        foreach (var line in File.ReadLines(labels))
        {
            number++;
            if (line.Length == 0 || (number == 1 && line == "file\tlabel"))
            {
                continue;
            }

            var cells = line.Split('\t');
            if (cells.Length < 2 || Path.GetFileName(cells[0]) != cells[0])
            {
                throw new InvalidDataException(
                    $"{labels}, line {number}: expected a file name of this folder, a tab and a label, not '{line}'"
                );
            }

            var answer = cells[1].Trim() == "NaN" ? "N" : cells[1].Trim();
            var frame = File.ReadAllBytes(Path.Combine(folder, cells[0]));
            samples.Add(new Sample("folder", prompt, null, frame, answer, scoring));
        }

        return new EvaluationSet(
            Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))),
            samples
        );
    }
}
