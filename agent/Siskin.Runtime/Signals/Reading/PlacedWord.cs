namespace Siskin.Runtime.Signals.Reading;

/// <summary>A word of a line and where it stands.</summary>
/// <param name="From">Index of its first character.</param>
/// <param name="To">Index behind its last one.</param>
/// <param name="Text">The word.</param>
internal readonly record struct PlacedWord(int From, int To, string Text)
{
    /// <summary>The words of a line, which blanks part.</summary>
    public static List<PlacedWord> Of(string line)
    {
        var words = new List<PlacedWord>();
        for (var i = 0; i < line.Length; )
        {
            if (line[i] == ' ')
            {
                i++;
                continue;
            }

            var end = line.IndexOf(' ', i);
            if (end < 0)
                end = line.Length;
            words.Add(new PlacedWord(i, end, line[i..end]));
            i = end;
        }

        return words;
    }
}
