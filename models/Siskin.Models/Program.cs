using Siskin.Models.Commands;

return await ToolCommand.Create().Parse(args).InvokeAsync();
