using System.Text;
using Siskin.Runtime.Vision;

namespace Siskin.Models.Evaluation;

/// <summary>
/// Keeps what was answered wrongly for looking at: a frame per failure, its expected and given answers in the file
/// name; for sensor text a text file.
/// </summary>
internal sealed class FailureFolder(string folder)
{
    private const int LongestName = 40;

    private readonly FailureSheet _sheet = new();

    /// <summary>Writes one failure to <c>{folder}/{variant}/{set}/</c>.</summary>
    public void Add(Failure failure)
    {
        _sheet.Add(failure);
        var place = Path.Combine(folder, failure.Variant, failure.Set.Name);
        Directory.CreateDirectory(place);
        var sample = failure.Sample;
        var name = $"{failure.Index:0000}_expected_{Plain(sample.Answer)}_got_{Plain(failure.Reply)}";
        if (sample.Frame is { } frame)
        {
            File.WriteAllBytes(Path.Combine(place, name + FrameFormat.ExtensionOf(frame)), frame);
        }
        else
        {
            File.WriteAllText(
                Path.Combine(place, name + ".txt"),
                $"{sample.Sensors}\n\nprompt:   {sample.Prompt}\nexpected: {sample.Answer}\ngot:      {failure.Reply}\n"
            );
        }
    }

    /// <summary>Writes a picture of the first failures of each set to <c>{folder}/{variant}.png</c>.</summary>
    public void WriteSheets() => _sheet.Write(folder);

    /// <summary>Letters, digits, dot and minus stay; a name must work on every file system.</summary>
    private static string Plain(string text)
    {
        var name = new StringBuilder();
        foreach (var symbol in text.Length > LongestName ? text[..LongestName] : text)
        {
            name.Append(char.IsAsciiLetterOrDigit(symbol) || symbol is '.' or '-' ? symbol : '-');
        }

        return name.ToString();
    }
}
