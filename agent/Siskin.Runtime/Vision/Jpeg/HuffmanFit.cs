namespace Siskin.Runtime.Vision.Jpeg;

/// <summary>
/// How a Huffman table fits the codes that were taken with it. Most encoders make the tables for the very picture:
/// every code occurs, and the lengths are those that the counts give (ITU-T T.81, K.2). What was lost or changed on the
/// way breaks that.
/// </summary>
/// <param name="Codes">Codes of the table.</param>
/// <param name="Unused">How many of them did not occur.</param>
/// <param name="Shortest">Whether no table would make the data shorter, and every code occurs.</param>
/// <param name="Exact">Whether every length is the one that the standard's procedure gives; other encoders choose
/// otherwise between equals.</param>
internal readonly record struct HuffmanFit(int Codes, int Unused, bool Shortest, bool Exact)
{
    private const int Values = 256,
        Longest = 16,
        None = -1;

    /// <summary>Compares.</summary>
    /// <param name="uses">How often each value was taken.</param>
    /// <param name="lengths">Length of the code of each value, 0 where it has none.</param>
    public static HuffmanFit Of(ReadOnlySpan<int> uses, ReadOnlySpan<byte> lengths)
    {
        (var codes, var unused) = (0, 0);
        for (var value = 0; value < Values; value++)
        {
            codes += lengths[value] > 0 ? 1 : 0;
            unused += lengths[value] > 0 && uses[value] == 0 ? 1 : 0;
        }

        var best = Best(uses);
        long longer = 0;
        for (var value = 0; value < Values; value++)
            longer += uses[value] * (long)(lengths[value] - best[value]);
        return new HuffmanFit(
            codes,
            unused,
            unused == 0 && longer <= 0,
            unused == 0 && best.AsSpan().SequenceEqual(lengths)
        );
    }

    // The shortest lengths for these counts.
    private static byte[] Best(ReadOnlySpan<int> uses)
    {
        var sizes = Sizes(uses);
        var counts = Limited(sizes);
        var best = new byte[Values];
        var length = 1;
        foreach (var value in Enumerable.Range(0, Values).Where(v => sizes[v] > 0).OrderBy(v => sizes[v]))
        {
            while (counts[length] == 0)
                length++;
            counts[length]--;
            best[value] = (byte)length;
        }

        return best;
    }

    // Joins the two rarest again and again (figure K.1). One more value takes part, so that no code is all ones.
    private static int[] Sizes(ReadOnlySpan<int> uses)
    {
        var counts = new long[Values + 1];
        for (var value = 0; value < Values; value++)
            counts[value] = uses[value];
        counts[Values] = 1;
        int[] sizes = new int[Values + 1],
            others = new int[Values + 1];
        others.AsSpan().Fill(None);
        while (true)
        {
            int first = Rarest(counts, None),
                second = Rarest(counts, first);
            if (second == None)
                return sizes;
            counts[first] += counts[second];
            counts[second] = 0;
            Deepen(sizes, others, second);
            others[Deepen(sizes, others, first)] = second;
        }
    }

    // The greatest of equally rare values, as the standard says.
    private static int Rarest(long[] counts, int but)
    {
        var rarest = None;
        for (var value = 0; value <= Values; value++)
        {
            if (counts[value] > 0 && value != but && (rarest == None || counts[value] <= counts[rarest]))
                rarest = value;
        }

        return rarest;
    }

    // Every value of a chain gets one bit more; the last of it.
    private static int Deepen(int[] sizes, int[] others, int value)
    {
        sizes[value]++;
        while (others[value] != None)
        {
            value = others[value];
            sizes[value]++;
        }

        return value;
    }

    // How many codes of each length there are when none may be longer than 16 bits (figure K.3), without that of the
    // extra value.
    private static int[] Limited(int[] sizes)
    {
        var counts = new int[Math.Max(Longest, sizes.Max()) + 1];
        foreach (var size in sizes)
            counts[size]++;
        counts[0] = 0;
        for (var length = counts.Length - 1; length > Longest; length--)
        {
            while (counts[length] > 0)
            {
                var shorter = length - 2;
                while (counts[shorter] == 0)
                    shorter--;
                counts[length] -= 2;
                counts[length - 1]++;
                counts[shorter + 1] += 2;
                counts[shorter]--;
            }
        }

        var last = Longest;
        while (last > 0 && counts[last] == 0)
            last--;
        counts[last]--;
        return counts;
    }
}
