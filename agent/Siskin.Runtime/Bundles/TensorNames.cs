namespace Siskin.Runtime.Bundles;

/// <summary>
/// Graph input and output names. <c>{0}</c> stands for the decoder layer.
/// <list type="bullet">
/// <item>vision: <c>pixels</c> float (1, 3, H, W), H and W multiples of the patch size -> <c>patches</c> float (1, P,
/// D), row-major over the grid</item>
/// <item>encoder: <c>patches</c> float (1, P, D), P may be 0; <c>input_ids</c> int64 (1, T)
/// -> <c>cross_key.{0}</c>, <c>cross_value.{0}</c> float (1, KV heads, P+T, head size); if it tells places,
/// <c>places</c> float (1, P, 5): at each patch a score (0: as likely as "not in the frame"), and the left, top, right
/// and bottom edge of the instrument less the patch's centre, in fractions of the patch grid; if it tells keypoints,
/// <c>keypoints</c> float (1, P, 15): at each patch, for each of pivot, first mark, last mark and needle of a scale and
/// the hour hand of a clock, a score and the point less the patch's centre, in the same
/// way; (1, P, 12) without the hour hand in older bundles</item>
/// <item>decoder: <c>token</c> int64 (B, T), of B answers; <c>position</c> int32 (B), the index of the last of them;
/// <c>total_length</c> int32 scalar (1 + the largest position);
/// <c>past_key.{0}</c>, <c>past_value.{0}</c> float (B, KV heads, max_output_tokens, head size); the cross tensors,
/// with B in place of 1; <c>input_lengths</c> int64 (B), so much of the cross tensors is input, the rest padding: it
/// need not be given where there is none
/// -> <c>logits</c> float (B, T, vocab); <c>present_key.{0}</c>, <c>present_value.{0}</c>, the same buffers. Where B
/// differs from 1, T is 1. In older bundles, and those of small models, B is 1 and there is no <c>input_lengths</c>; in
/// still older ones T is 1</item>
/// </list>
/// A text-only bundle's encoder has no <c>patches</c> input.
/// <para>
/// A decoder-only model has one kind of graph, which reads T tokens behind those already in the cache; as prefill it
/// takes <c>patches</c> too, as decoder T is 1:
/// </para>
/// <list type="bullet">
/// <item><c>patches</c> as above; <c>input_ids</c> int64 (1, T); <c>position</c> int32 (1), the index of the last
/// token;
/// <c>total_length</c>; <c>past_key.{0}</c>, <c>past_value.{0}</c> float (1, KV heads, max_input_tokens +
/// max_output_tokens, head size) -> <c>logits</c> float (1, 1, vocab) of the last token; <c>present_key.{0}</c>,
/// <c>present_value.{0}</c>, the same buffers</item>
/// </list>
/// <para>
/// Graphs of fixed shapes (<see cref="StaticGraphs"/>) take and give 16-bit steps where these say float, and int32
/// indices:
/// </para>
/// <list type="bullet">
/// <item>vision of a canvas of R x C patches: <c>pixels</c> (1, 3, R x patch, C x patch), standardized, 0 outside of
/// the frame; <c>frame_mask.{0}</c> (1, 1, h, w) at the resolution of stem stage {0}, 1 inside of the frame;
/// <c>area_ratio</c> (1, 1, 1, 1); <c>patch_mask</c> (1, 1, 1, R x C), additive -> <c>patches</c> (R x C, D)</item>
/// <item>encoder of length S: <c>patches</c> (max_patches + 1, D), the last row zero; <c>input_ids</c> int32 (S), the
/// image token at patches; <c>patch_ids</c> int32 (S), the last row of the patches at text; <c>input_mask</c> (1, 1, 1,
/// S), additive -> <c>cross_key.{0}</c> (1, KV heads, head size, S), <c>cross_value.{0}</c> (1, KV heads, S, head
/// size)</item>
/// <item>decoder: <c>token</c> int32 (1); <c>position</c> int32 (1); <c>self_mask</c> (1, 1, 1, max_output_tokens) and
/// <c>cross_mask</c> (1, 1, 1, max_input_tokens), additive; the cross tensors at max_input_tokens; <c>past_key.{0}</c>
/// (1, KV heads, head size, max_output_tokens), <c>past_value.{0}</c> (1, KV heads, max_output_tokens, head size), the
/// newest entry last -> <c>logits</c> (1, vocab); <c>present_key.{0}</c>, <c>present_value.{0}</c></item>
/// </list>
/// </summary>
public static class TensorNames
{
    public const string Pixels = "pixels";
    public const string Patches = "patches";
    public const string InputIds = "input_ids";
    public const string Places = "places";

    /// <summary>
    /// Numbers of a patch in <see cref="Places"/>: score, then left, top, right and bottom edge less the patch's centre.
    /// </summary>
    public const int PlaceNumbers = 5;

    public const string Keypoints = "keypoints";

    /// <summary>Numbers of a patch for each point in <see cref="Keypoints"/>: score, then the point less its centre.</summary>
    public const int KeypointNumbers = 3;

    public const string CrossKey = "cross_key.{0}";
    public const string CrossValue = "cross_value.{0}";
    public const string Token = "token";
    public const string Position = "position";
    public const string TotalLength = "total_length";
    public const string InputLengths = "input_lengths";
    public const string PastKey = "past_key.{0}";
    public const string PastValue = "past_value.{0}";
    public const string PresentKey = "present_key.{0}";
    public const string PresentValue = "present_value.{0}";
    public const string Logits = "logits";

    /// <summary>What the graphs of <see cref="OcrGraphs"/> give.</summary>
    public const string Probabilities = "probabilities";

    /// <summary>What the graphs of <see cref="StripGraphs"/> take; they give <see cref="Logits"/>.</summary>
    public const string Strips = "strips";

    /// <summary>Which patch stands at an encoder position (fixed shapes only).</summary>
    public const string PatchIds = "patch_ids";

    /// <summary>Where the frame is on its canvas, by stem stage (fixed shapes only).</summary>
    public const string FrameMask = "frame_mask.{0}";

    /// <summary>Canvas over frame (fixed shapes only).</summary>
    public const string AreaRatio = "area_ratio";

    /// <summary>Attention mask of the vision graph (fixed shapes only).</summary>
    public const string PatchMask = "patch_mask";

    /// <summary>Attention mask of the encoder (fixed shapes only).</summary>
    public const string InputMask = "input_mask";

    /// <summary>Attention mask over the answer so far (fixed shapes only).</summary>
    public const string SelfMask = "self_mask";

    /// <summary>Attention mask over the encoder's positions (fixed shapes only).</summary>
    public const string CrossMask = "cross_mask";
}
