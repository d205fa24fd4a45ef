# shellcheck shell=bash
# What every script that calls dotnet sets. Sourced.
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
# The SDK ends with "Process terminated." where libicu is not installed; nothing that is built or tested here needs it.
export DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1
