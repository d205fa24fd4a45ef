using Siskin.Runtime.Signals.Ranking;
using TorchSharp.Modules;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Siskin.Models.Ranking.Vectors;

/// <summary>
/// Learns word vectors: from those of an encoder, their principal components, by the likelihood of the rows that are
/// asked for among all rows, by the cosines of the sums (AdamW, rate falling to 0).
/// </summary>
internal sealed class VectorTrainer
{
    private const int Batch = 48;
    private const double Rate = 2e-3;
    private const double Decay = 0.01;
    private const float StartTemperature = 14;
    private const int Warmup = 50;

    // A share of the words of each text is left out.
    private const double Left = 0.1;

    // So often a question is put into words that say how is asked, not for what.
    private const double Framed = 0.35;

    // The share of a word in texts below which it counts in full, and how a list by frequency falls (Zipf).
    private const double Usual = 1e-3;
    private const double First = 0.1;

    // BERT's list: signs and characters before its first word, which is "the".
    private const int FirstWord = 1996;

    private static readonly string[][] Frames =
    [
        .. (
            "is the * above 20|is * below 5|which * is the highest|which has the lowest *|average *|what was the mean *|"
            + "how long has the * been on|when did the * last change|was * ever over 100|how many * are there|did the * rise|"
            + "is the * still within its limits|by how much did * change|difference between the * and the other|compare *|"
            + "the total *|max *|minimum *|the peak *|is the * ok|has * been stable|is * missing|at what time was the * highest|"
            + "was there any *|do we have *|are the * the same|how does the * look|sum of *|list all *|latest *|first *|"
            + "is * more than half|is there anything wrong with the *|what about *|could you check the * please"
        )
            .Split('|')
            .Select(frame => frame.Split(' ')),
    ];

    private readonly VectorVocabulary _vocabulary;
    private readonly Embedding _vectors;
    private readonly Embedding _importance; // logarithms, in questions and in names
    private readonly Parameter _temperature;
    private readonly Random _random;

    /// <param name="vocabulary">The entries.</param>
    /// <param name="meanings">What they mean at first: a vector for each.</param>
    /// <param name="dimensions">Of a vector; at most those of a meaning.</param>
    /// <param name="seed">Orders and what is left out.</param>
    public VectorTrainer(VectorVocabulary vocabulary, float[][] meanings, int dimensions, int seed)
    {
        _vocabulary = vocabulary;
        _random = new Random(seed);
        manual_seed(seed);
        using var scope = NewDisposeScope();
        using var plain = no_grad();
        var count = meanings.Length;
        var known = tensor(meanings.SelectMany(one => one).ToArray()).reshape(count, meanings[0].Length);
        known = known - known.mean([0L], keepdim: true);
        (_, _, var axes) = linalg.svd(known, fullMatrices: false);
        var reduced = F.normalize(known.matmul(axes[..dimensions].t()), dim: 1);
        _vectors = nn.Embedding(count, dimensions);
        _vectors.weight!.copy_(reduced);
        _importance = nn.Embedding(count, 2);
        _importance.weight!.copy_(
            tensor(
                    vocabulary
                        .Pieces.SelectMany(pieces => Enumerable.Repeat((float)Math.Log(Importance(pieces)), 2))
                        .ToArray()
                )
                .reshape(count, 2)
        );
        _temperature = nn.Parameter(tensor(StartTemperature));
        scope.MoveToOuter(_vectors.weight!, _importance.weight!, _temperature);
    }

    private IEnumerable<Parameter> Parameters => [_vectors.weight!, _importance.weight!, _temperature];

    /// <summary>Goes over all examples some times; says the mean loss of each round, in nats.</summary>
    public void Learn(IReadOnlyList<VectorExample> examples, int rounds, Action<int, double> report)
    {
        var optimizer = optim.AdamW(Parameters, Rate, weight_decay: Decay);
        var steps = (examples.Count + Batch - 1) / Batch * rounds;
        var step = 0;
        for (var round = 1; round <= rounds; round++)
        {
            VectorExample[] order = [.. examples];
            _random.Shuffle(order);
            double sum = 0;
            foreach (var part in order.Chunk(Batch))
            {
                using var scope = NewDisposeScope();
                foreach (var group in optimizer.ParamGroups)
                    group.LearningRate = Rate * Math.Min(1, (step + 1.0) / Warmup) * (1 - (double)step / steps);
                var loss = Loss(part);
                optimizer.zero_grad();
                loss.backward();
                nn.utils.clip_grad_norm_(Parameters, 1);
                optimizer.step();
                sum += loss.item<float>() * part.Length;
                step++;
            }

            report(round, sum / examples.Count);
        }
    }

    /// <summary>What was learned, as a file.</summary>
    public byte[] File()
    {
        using var scope = NewDisposeScope();
        using var plain = no_grad();
        var vectors = _vectors.weight!.data<float>().ToArray();
        var importance = _importance.weight!.exp().data<float>().ToArray();
        var width = vectors.Length / _vocabulary.Entries.Count;
        return WordVectors.File(
            [
                .. _vocabulary.Entries.Select(
                    (text, i) =>
                        new WordVectors.Entry(
                            text,
                            importance[2 * i],
                            importance[2 * i + 1],
                            vectors[(i * width)..((i + 1) * width)]
                        )
                ),
            ],
            _temperature.item<float>()
        );
    }

    // The negative mean logarithm of the share of the right rows.
    private Tensor Loss(VectorExample[] examples)
    {
        var most = examples.Max(one => one.Rows.Length);
        var questions = Sums([.. examples.Select(one => Entries(Asked(one)))], 0);
        var rows = Sums([.. examples.SelectMany(one => one.Rows.Select(Entries))], 1);
        var owner = examples.SelectMany((one, i) => one.Rows.Select(_ => (long)i)).ToArray();
        var place = examples.SelectMany((one, i) => one.Rows.Select((_, at) => (long)i * most + at)).ToArray();
        var cosines = (questions.index_select(0, tensor(owner)) * rows).sum(1) * _temperature;
        var scores = full([examples.Length * most], -1e4f).scatter(0, tensor(place), cosines);
        var right = new bool[examples.Length * most];
        for (var i = 0; i < examples.Length; i++)
            examples[i].IsRight.CopyTo(right, i * most);
        var shares = scores.reshape(examples.Length, most).log_softmax(1);
        return -shares.masked_fill(~tensor(right).reshape(examples.Length, most), -1e4f).logsumexp(1).mean();
    }

    private IEnumerable<string> Asked(VectorExample example)
    {
        if (_random.NextDouble() >= Framed)
            return example.Question;
        var frame = Frames[_random.Next(Frames.Length)];
        return frame.SelectMany(word => word == "*" ? example.Question : [word]);
    }

    private int[] Entries(IEnumerable<string> words)
    {
        var all = _vocabulary.Of(words);
        int[] kept = [.. all.Where(_ => _random.NextDouble() >= Left)];
        return kept.Length > 0 ? kept : all;
    }

    // texts x dimensions, each of length 1.
    private Tensor Sums(IReadOnlyList<int[]> texts, int side)
    {
        var entries = tensor(texts.SelectMany(one => one).Select(entry => (long)entry).ToArray());
        var owner = tensor(texts.SelectMany((one, i) => Enumerable.Repeat((long)i, one.Length)).ToArray());
        var importance = _importance.forward(entries).select(1, side).exp();
        var words = _vectors.forward(entries) * importance.unsqueeze(1);
        return F.normalize(zeros([texts.Count, words.shape[1]]).index_add(0, owner, words, 1), dim: 1);
    }

    // a / (a + p) with a probability by the place in a list by frequency (Arora, Liang and Ma 2017).
    private static double Importance(int[] pieces) =>
        pieces.Length > 1 || pieces[0] < FirstWord ? 1 : Usual / (Usual + First / (1 + pieces[0] - FirstWord));
}
