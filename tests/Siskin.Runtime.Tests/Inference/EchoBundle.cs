using System.Text.Json;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Inference.Instruments;
using Siskin.Runtime.Providers;
using Siskin.Runtime.Text;

namespace Siskin.Runtime.Tests.Inference;

/// <summary>
/// A bundle whose answer is its encoder input: one "W" or "B" per patch, whichever it is nearer to, then the text up to
/// its last character, in whose place the end token comes. So a test can tell what reached the decoder, and in which
/// order.
/// </summary>
internal sealed class EchoBundle : IDisposable
{
    public const int MaxInputTokens = 48;
    public const int MaxOutputTokens = 40;
    private const int Vocabulary = 261;
    private readonly TemporaryFolder _folder = new();
    private readonly ExecutionProviders? _providers;

    public EchoBundle(
        bool withVision = true,
        Action<TemporaryFolder>? alter = null,
        Func<BundleManifest, BundleManifest>? change = null,
        ExecutionProviders? providers = null
    )
    {
        _folder.Write("tokenizer.json", Tokenizer());
        Write("encoder.onnx", Encoder(withVision));
        Write("decoder.onnx", Decoder());
        if (withVision)
            Write("vision.onnx", Vision());
        alter?.Invoke(_folder);
        var manifest = new BundleManifest(
            "echo",
            "1.0.0",
            new ModelShape(
                "encoder-decoder",
                Vocabulary,
                3,
                1,
                1,
                1,
                1,
                1,
                MaxInputTokens,
                MaxOutputTokens,
                new SpecialTokens(0, 1, 2, 3, 4)
            ),
            "tokenizer.json",
            withVision ? new VisionShape(4, 16, 8, 4, [0.5f, 0.5f, 0.5f], [0.25f, 0.25f, 0.25f]) : null,
            [],
            [
                new BundleVariant(
                    "cpu-fp32",
                    "cpu",
                    "fp32",
                    withVision ? "vision.onnx" : null,
                    "encoder.onnx",
                    "decoder.onnx"
                ),
            ],
            new Dictionary<string, string>()
        );
        BundleWriter.Write(_folder.Path, change?.Invoke(manifest) ?? manifest, providers);
        _providers = providers;
    }

    public string Path => _folder.Path;

    public Bundle Open() => BundleReader.Open(_folder.Path, providers: _providers);

    public void Dispose() => _folder.Dispose();

    /// <summary>
    /// The decoder graph; <paramref name="logit"/> is the logit of the echoed token, the others are 0.
    /// </summary>
    public static byte[] Decoder(int vocabulary = Vocabulary, float logit = 12) =>
        Answering(Echoing(Interface(vocabulary, logit)), "echoed");

    /// <summary>
    /// A decoder that gives the same answers and multiplies two matrices of <paramref name="side"/> squared for each
    /// token, 2 side^3 operations, so that an answer takes long.
    /// </summary>
    public static byte[] SlowDecoder(long side) =>
        Answering(
            Echoing(Interface(Vocabulary, logit: 12).Constant("nothing", [0f]).Constant("square", [side, side], 2))
                .Node("Expand", ["echoed", "square"], ["wide"]) // (side, side)
                .Node("MatMul", ["wide", "wide"], ["work"]) // (side, side)
                .Node("ReduceMean", ["work"], ["mean"], ("keepdims", 0))
                .Node("Mul", ["mean", "nothing"], ["no_effect"])
                .Node("Add", ["echoed", "no_effect"], ["still"]),
            "still"
        );

    /// <summary>A decoder that gives the same answers and takes several tokens in one pass.</summary>
    public static byte[] WideDecoder() =>
        Answering(
            Interface(Vocabulary, logit: 12, tokens: "tokens")
                .Constant("step", [1L])
                .Constant("second", [1L], 1)
                .Node("Cast", ["position"], ["last"], ("to", OnnxWriter.Int64)) // (1)
                .Node("Shape", ["token"], ["token_shape"])
                .Node("Gather", ["token_shape", "second"], ["count"]) // (1)
                .Node("Add", ["last", "second"], ["behind"])
                .Node("Sub", ["behind", "count"], ["first"])
                .Node("Squeeze", ["first"], ["from"])
                .Node("Squeeze", ["behind"], ["to"])
                .Node("Range", ["from", "to", "step"], ["positions"]) // (n)
                .Node("Reshape", ["cross_key.0", "flat"], ["row"]) // (1, S)
                .Node("Shape", ["row"], ["row_shape"])
                .Node("Gather", ["row_shape", "second"], ["length"])
                .Node("Sub", ["length", "second"], ["end"])
                .Node("Min", ["positions", "end"], ["places"]) // behind the end, the end again
                .Node("Gather", ["row", "places"], ["echoed"], ("axis", 1)), // (1, n)
            "echoed"
        );

    /// <summary>A decoder that says a text whatever it reads, each token with this logit.</summary>
    public static byte[] Saying(string text, float logit)
    {
        var tokens = new float[MaxOutputTokens];
        Array.Fill(tokens, 2); // the end token
        for (var i = 0; i < text.Length; i++)
            tokens[i] = IdOf(text[i]);
        return Answering(
            Interface(Vocabulary, logit)
                .Constant("said", tokens, 1, tokens.Length)
                .Node("Gather", ["said", "position"], ["echoed"], ("axis", 1)), // (1, 1)
            "echoed"
        );
    }

    /// <summary>A decoder's inputs, outputs and constants.</summary>
    private static OnnxWriter Interface(int vocabulary, float logit, object? tokens = null) =>
        new OnnxWriter()
            .Input("token", OnnxWriter.Int64, 1, tokens ?? 1)
            .Input("position", OnnxWriter.Int32, 1)
            .Input("total_length", OnnxWriter.Int32)
            .Input("cross_key.0", OnnxWriter.Float, 1, 1, "input", 1)
            .Input("cross_value.0", OnnxWriter.Float, 1, 1, "input", 1)
            .Input("past_key.0", OnnxWriter.Float, 1, 1, MaxOutputTokens, 1)
            .Input("past_value.0", OnnxWriter.Float, 1, 1, MaxOutputTokens, 1)
            .Output("logits", OnnxWriter.Float, 1, tokens ?? 1, vocabulary)
            .Output("present_key.0", OnnxWriter.Float, 1, 1, MaxOutputTokens, 1)
            .Output("present_value.0", OnnxWriter.Float, 1, 1, MaxOutputTokens, 1)
            .Constant("flat", [1L, -1], 2)
            .Constant("depth", [(long)vocabulary], 1)
            .Constant("logit", [0f, logit], 2)
            .Constant("one", [1f]);

    /// <summary>Adds the token that is echoed, <c>echoed</c> (1, 1).</summary>
    private static OnnxWriter Echoing(OnnxWriter decoder) =>
        decoder
            .Node("Reshape", ["cross_key.0", "flat"], ["row"]) // (1, S)
            .Node("Gather", ["row", "position"], ["echoed"], ("axis", 1)); // (1, 1)

    /// <summary>
    /// Ends a decoder: the logits of the tokens (1, n), and the caches counted up.
    /// </summary>
    private static byte[] Answering(OnnxWriter decoder, string token) =>
        decoder
            .Node("Cast", [token], ["id"], ("to", OnnxWriter.Int64))
            .Node("OneHot", ["id", "depth", "logit"], ["logits"]) // (1, n, V)
            .Node("Add", ["past_key.0", "one"], ["present_key.0"])
            .Node("Add", ["past_value.0", "one"], ["present_value.0"])
            .ToArray();

    private static byte[] Vision() =>
        new OnnxWriter()
            .Input("pixels", OnnxWriter.Float, 1, 3, "height", "width")
            .Output("patches", OnnxWriter.Float, 1, "patches", 3)
            .Constant("grid", [1L, 3, -1], 3)
            .Node(
                "AveragePool",
                ["pixels"],
                ["means"],
                ("kernel_shape", new long[] { 4, 4 }),
                ("strides", new long[] { 4, 4 })
            ) // (1, 3, h, w)
            .Node("Reshape", ["means", "grid"], ["rows"]) // (1, 3, P)
            .Node("Transpose", ["rows"], ["patches"], ("perm", new long[] { 0, 2, 1 })) // (1, P, 3)
            .ToArray();

    /// <summary>
    /// The encoder graph; with <paramref name="places"/> or <paramref name="keypoints"/> it says those numbers about the
    /// patches of every frame.
    /// </summary>
    public static byte[] Encoder(
        bool withVision,
        float[]? places = null,
        int perPatch = TensorNames.PlaceNumbers,
        float[]? keypoints = null
    )
    {
        var onnx = new OnnxWriter()
            .Input("input_ids", OnnxWriter.Int64, 1, "text")
            .Output("cross_key.0", OnnxWriter.Float, 1, 1, "input", 1)
            .Output("cross_value.0", OnnxWriter.Float, 1, 1, "input", 1)
            .Constant("shape", [1L, 1, -1, 1], 4)
            .Constant("start", [0L], 1)
            .Constant("stop", [-1L], 1)
            .Constant("axis", [1L], 1)
            .Constant("end", [2f], 1, 1)
            .Node("Slice", ["input_ids", "start", "stop", "axis"], ["body"])
            .Node("Cast", ["body"], ["text_row"], ("to", OnnxWriter.Float));
        if (withVision)
        {
            onnx.Input("patches", OnnxWriter.Float, 1, "patches", 3)
                .Constant("zero", [0f])
                .Constant("white", [IdOf('W')])
                .Constant("black", [IdOf('B')])
                .Node("ReduceMean", ["patches"], ["grey"], ("axes", new long[] { 2 }), ("keepdims", 0)) // (1, P)
                .Node("Greater", ["grey", "zero"], ["is_white"])
                .Node("Where", ["is_white", "white", "black"], ["patch_row"])
                .Node("Concat", ["patch_row", "text_row", "end"], ["row"], ("axis", 1)); // (1, P + T)
        }
        else
        {
            onnx.Node("Concat", ["text_row", "end"], ["row"], ("axis", 1)); // (1, T)
        }

        if (places is not null)
        {
            onnx.Output("places", OnnxWriter.Float, 1, "patches", perPatch)
                .Constant("told", places, 1, places.Length / perPatch, perPatch)
                .Node("Identity", ["told"], ["places"]);
        }

        if (keypoints is not null)
        {
            const int numbers = ScaleKeypoints.Count * TensorNames.KeypointNumbers;
            onnx.Output("keypoints", OnnxWriter.Float, 1, "patches", numbers)
                .Constant("seen", keypoints, 1, keypoints.Length / numbers, numbers)
                .Node("Identity", ["seen"], ["keypoints"]);
        }

        return onnx.Node("Reshape", ["row", "shape"], ["cross_key.0"])
            .Node("Identity", ["cross_key.0"], ["cross_value.0"])
            .ToArray();
    }

    private static float IdOf(char c) => 5 + c;

    // Five special tokens, then the 256 bytes in order; no merges.
    private static string Tokenizer()
    {
        string[] specials = ["<|pad|>", "<|bos|>", "<|eos|>", "<|image|>", "<|sensors|>"];
        var entries = specials
            .Concat(Enumerable.Range(0, 256).Select(b => $"{ByteAlphabet.ToChar((byte)b)}"))
            .Select((token, id) => $"{Json(token)}:{id}");
        return $$"""
            {"version":"1.0","added_tokens":[{{string.Join(
                ',',
                specials.Select((s, id) => $$"""{"id":{{id}},"content":"{{s}}","special":true}""")
            )}}],
             "normalizer":null,
             "pre_tokenizer":{"type":"Sequence","pretokenizers":[
               {"type":"Split","pattern":{"Regex":{{Json(PreTokens.Pattern)}}},"behavior":"Isolated","invert":false},
               {"type":"ByteLevel","add_prefix_space":false,"trim_offsets":true,"use_regex":false}]},
             "model":{"type":"BPE","vocab":{ {{string.Join(',', entries)}} },"merges":[]} }
            """;
    }

    private static string Json(string text) => JsonSerializer.Serialize(text);

    private void Write(string name, byte[] bytes) =>
        File.WriteAllBytes(System.IO.Path.Combine(_folder.Path, name), bytes);
}
