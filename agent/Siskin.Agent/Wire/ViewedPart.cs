namespace Siskin.Agent.Wire;

/// <summary>Which part of a frame a request or a watch wants to see.</summary>
/// <param name="Rotate">Degrees clockwise by which the frame is turned first.</param>
/// <param name="Crop">What is cut out of the turned frame, or null for all of it.</param>
internal sealed record ViewedPart(double Rotate, CropArea? Crop)
{
    /// <summary>What <see cref="IsAngle"/> takes.</summary>
    public const string AllowedAngles = "a number of degrees from -360 to 360";

    /// <summary>Whether a frame can be turned by so many degrees.</summary>
    public static bool IsAngle(double degrees) => degrees is >= -360 and <= 360;

    /// <summary>Whether frames are read as they come.</summary>
    public bool IsWhole => Rotate == 0 && Crop is null;

    /// <summary>Whether the model finds what is to be read.</summary>
    public bool Locates => Crop is { IsAuto: true };
}
