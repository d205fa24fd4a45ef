using Siskin.Runtime.Bundles;

namespace Siskin.Benchmarks;

/// <summary>
/// Sizes of a decoder-only network of llama.cpp's <c>llama</c> architecture that has as many weights as a bundle's
/// model, with its width, heads and vocabulary.
/// </summary>
/// <param name="Like">The model.</param>
/// <param name="Layers">Blocks: as many as one of the agent's own decoder-only blocks fits into it.</param>
/// <param name="MlpDim">Inner width of the MLP, which has three matrices where the agent's has two; a multiple of 32.</param>
internal sealed record LlamaShape(ModelShape Like, int Layers, int MlpDim)
{
    /// <summary>The sizes that match a model.</summary>
    public static LlamaShape Of(ModelShape model)
    {
        var wanted = new ModelCost(model).Weights - ((long)model.VocabSize * model.DModel);
        var own = Attention(model) + (2L * model.DModel * (model.MlpDim ?? 0));
        var layers = (int)Math.Round(wanted / (double)own);
        var mlp = ((wanted / (double)layers) - Attention(model)) / (3 * model.DModel);
        return new LlamaShape(model, layers, (int)Math.Round(mlp / 32) * 32);
    }

    /// <summary>Weights of the matrices, the embedding's included, which is tied.</summary>
    public long Weights =>
        ((long)Like.VocabSize * Like.DModel) + (Layers * (Attention(Like) + (3L * Like.DModel * MlpDim)));

    /// <summary>Writes a model of these sizes with random weights of four bits.</summary>
    /// <param name="path">Where.</param>
    public void Write(string path)
    {
        var (width, queries, keys) = (Like.DModel, Like.Heads * Like.HeadDim, Like.KvHeads * Like.HeadDim);
        using var gguf = new GgufWriter();
        gguf.State("general.architecture", "llama");
        gguf.State("general.file_type", 2); // mostly Q4_0
        gguf.State("llama.vocab_size", (uint)Like.VocabSize);
        gguf.State("llama.context_length", 4096);
        gguf.State("llama.embedding_length", (uint)width);
        gguf.State("llama.block_count", (uint)Layers);
        gguf.State("llama.feed_forward_length", (uint)MlpDim);
        gguf.State("llama.attention.head_count", (uint)Like.Heads);
        gguf.State("llama.attention.head_count_kv", (uint)Like.KvHeads);
        gguf.State("llama.attention.key_length", (uint)Like.HeadDim);
        gguf.State("llama.attention.value_length", (uint)Like.HeadDim);
        gguf.State("llama.attention.layer_norm_rms_epsilon", 1e-6f);
        gguf.State("llama.rope.dimension_count", (uint)Like.HeadDim);
        gguf.State("tokenizer.ggml.model", "none"); // tokens come as numbers
        gguf.AddMatrix("token_embd.weight", width, Like.VocabSize);
        for (var layer = 0; layer < Layers; layer++)
        {
            gguf.AddOnes($"blk.{layer}.attn_norm.weight", width);
            gguf.AddMatrix($"blk.{layer}.attn_q.weight", width, queries);
            gguf.AddMatrix($"blk.{layer}.attn_k.weight", width, keys);
            gguf.AddMatrix($"blk.{layer}.attn_v.weight", width, keys);
            gguf.AddMatrix($"blk.{layer}.attn_output.weight", queries, width);
            gguf.AddOnes($"blk.{layer}.ffn_norm.weight", width);
            gguf.AddMatrix($"blk.{layer}.ffn_gate.weight", width, MlpDim);
            gguf.AddMatrix($"blk.{layer}.ffn_up.weight", width, MlpDim);
            gguf.AddMatrix($"blk.{layer}.ffn_down.weight", MlpDim, width);
        }
        gguf.AddOnes("output_norm.weight", width);
        gguf.Write(path, new Random(1));
    }

    private static long Attention(ModelShape model) =>
        (2L * model.DModel * model.Heads * model.HeadDim) + (2L * model.DModel * model.KvHeads * model.HeadDim);
}
