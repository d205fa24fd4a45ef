using Siskin.Runtime.Bundles;
using Siskin.Runtime.Inference.Instruments;

namespace Siskin.Models.Architecture;

/// <summary>
/// Says at every patch of a frame whether a point of the scale lies there, and how far from its centre: where the
/// needle points is learned from every sample of a gauge, whatever is asked, and costs no decoder step. (B, P, D), the
/// encoder's output at the patches, -> (B, P, 15), for each of <see cref="ScaleKeypoints"/> a score and two offsets in
/// fractions of the grid's width and height, as <see cref="TensorNames.Keypoints"/> has them.
/// </summary>
/// <param name="width">Width of the encoder's output, D.</param>
public sealed class KeypointHead(int width) : Mlp(width, width, ScaleKeypoints.Count * TensorNames.KeypointNumbers);
