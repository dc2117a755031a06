print("logitlab")
